package org.skymask.simulate.data;

import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Natural silos: the data say whose each example is. Clients in the order of their names. */
public record Silos() implements Split {

  @Override
  public int[][] divide(Examples examples, int classes, int clients, RandomGenerator random) {
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
