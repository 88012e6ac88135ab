package org.skymask.simulate.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Attack;
import org.skymask.attack.Trigger;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.Experiment.Keep;
import org.skymask.round.Versions;
import org.skymask.simulate.data.Split;
import org.skymask.simulate.data.Splits;
import org.skymask.simulate.federation.Federation;
import org.skymask.simulate.federation.FederationRound;
import org.skymask.simulate.federation.Laboratory;
import org.skymask.simulate.federation.Population;
import org.skymask.simulate.results.CellFiles;
import org.skymask.simulate.results.CellResult;
import org.skymask.simulate.results.RoundRow;
import org.skymask.storage.FileNames;

/** Runs a cell from its first round to its last. */
final class CellRun {
  private final Laboratory lab;
  private final Experiment experiment;
  private final String materials;
  private final CellFiles files;

  /**
   * @param materials digest of data and architecture
   */
  CellRun(Laboratory lab, Experiment experiment, String materials, CellFiles files) {
    this.lab = lab;
    this.experiment = experiment;
    this.materials = materials;
    this.files = files;
  }

  /**
   * Runs it and makes it finished. What an earlier, unfinished run has left is removed: an attack
   * remembers its rounds, so a cell is run as a whole.
   *
   * @param watcher told of each round
   */
  CellResult run(Cell cell, Consumer<RoundRow> watcher) throws IOException {
    files.clear(cell.id());
    Path directory = files.directory(cell.id());
    List<RoundRow> rows = new ArrayList<>();
    String model;
    Attack attack = AttackEntry.attack(cell.attack());
    try (Federation federation =
        new Federation(
            lab,
            draw(cell),
            cell.variant().federation().presence(),
            directory,
            cell.settings(),
            attack,
            trigger(cell, attack),
            cell.fraction(),
            cell.seed())) {
      FederationRound rounds = new FederationRound(federation);
      int last = experiment.training().rounds();
      for (int round = 1; round <= last; round++) {
        RoundRow row =
            row(cell, round, rounds.run(round, experiment.measures().in(round, last), keepsAll()));
        rows.add(row);
        watcher.accept(row);
      }
      model = federation.model();
    }
    CellResult result = new CellResult(cell.id(), materials, model, Versions.all(), rows);
    files.finish(result);
    tidy(cell);
    return result;
  }

  /** The attack's own, which it may change; where nobody attacks, of another one of the matrix. */
  private @Nullable Trigger trigger(Cell cell, @Nullable Attack attack) {
    if (attack != null) {
      return attack.trigger().orElse(null);
    }
    Entry measured = AttackEntry.measured(cell.attack(), experiment.matrix().attacks());
    return measured == null ? null : AttackEntry.trigger(measured);
  }

  private boolean keepsAll() {
    return experiment.storing().keep() == Keep.ALL;
  }

  private Population.Draw draw(Cell cell) {
    Split split = Splits.ALL.make(cell.split().name(), cell.split().parameters());
    Experiment.Federation federation = cell.variant().federation();
    double testShare = experiment.data().test() == null ? federation.testShare() : 0;
    return new Population.Draw(
        split,
        federation.clients(),
        federation.examples(),
        RootEntry.draw(federation.root()),
        testShare);
  }

  private static RoundRow row(Cell cell, int round, FederationRound.Result result) {
    return new RoundRow(
        new RoundRow.Labels(
            cell.id(),
            cell.rule().label(),
            cell.attack().label(),
            cell.fraction(),
            cell.split().label(),
            cell.seed(),
            SetupOf.cell(cell)),
        round,
        result.outcome(),
        new RoundRow.Measured(
            result.score().quality(),
            result.score().value(),
            result.score().loss(),
            result.score().attackSuccess()),
        result.turnout(),
        result.gain(),
        result.times());
  }

  private void tidy(Cell cell) throws IOException {
    if (!keepsAll()) {
      files.remove(cell.id(), "updates");
    }
    if (experiment.storing().keep() == Keep.NOTHING) {
      files.remove(cell.id(), "models");
      files.remove(cell.id(), FileNames.ROOT_DATA);
    }
  }
}
