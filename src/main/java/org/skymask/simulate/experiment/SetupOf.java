package org.skymask.simulate.experiment;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.skymask.config.Experiment;
import org.skymask.config.RootSample;
import org.skymask.simulate.data.Silos;
import org.skymask.simulate.data.Splits;
import org.skymask.simulate.results.Setup;

/** What results say of a cell's federation. */
final class SetupOf {
  private SetupOf() {}

  static Setup cell(Cell cell) {
    Experiment.Federation federation = cell.variant().federation();
    RootSample root = federation.root();
    Double share = root.bias().share();
    boolean own = Splits.ALL.get(cell.split().name()).traits().contains(Silos.OWN_CLIENTS);
    return new Setup(
        cell.variant().label(),
        own ? OptionalInt.empty() : OptionalInt.of(federation.clients()),
        federation.presence().participation(),
        OptionalInt.of(root.examples()),
        share == null ? OptionalDouble.empty() : OptionalDouble.of(share),
        root.source().label());
  }
}
