package org.skymask.simulate.data;

import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.skymask.model.Signature;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Trait;

/** Natural silos: the data say whose each example is. Clients in the order of their names. */
public record Silos() implements Split {
  /** The data say how many clients there are. */
  public static final Trait OWN_CLIENTS = () -> "as many clients as the data have silos";

  static final Declared<Split> DECLARATION =
      Declaration.of("silos", "the examples that the column `silo` assigns to it")
          .that(OWN_CLIENTS)
          .madeBy(given -> new Silos());

  @Override
  public int[][] divide(
      Examples examples, Signature signature, int clients, RandomGenerator random) {
    if (examples.silos().isEmpty()) {
      throw new SplitException("split = silos needs data with a column silo");
    }
    List<String> names = List.copyOf(new TreeSet<>(examples.silos()));
    Shares shares = new Shares(names.size());
    for (int row = 0; row < examples.size(); row++) {
      shares.give(names.indexOf(examples.silos().get(row)), row);
    }
    return shares.toArrays();
  }
}
