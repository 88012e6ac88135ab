package org.skymask.simulate.data;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * McMahan et al., "Communication-Efficient Learning of Deep Networks from Decentralized Data",
 * AISTATS 2017: examples sorted by label are cut into equal stretches, and each client gets a few.
 *
 * @param each stretches a client gets, at least 1
 */
public record LabelShards(int each) implements Split {
  static final Declared<Split> DECLARATION =
      Declaration.of(
              "shards", "stretches of the examples sorted by label", "McMahan et al., AISTATS 2017")
          .with(Parameter.required("shards", Allowed.whole(1), "stretches that a client gets"))
          .madeBy(given -> new LabelShards(given.whole("shards")));

  @Override
  public int[][] divide(Examples examples, int classes, int clients, RandomGenerator random) {
    List<Integer> sorted = new ArrayList<>();
    Shares.byClass(examples.data().labels(), classes, random).forEach(sorted::addAll);
    int stretches = Math.multiplyExact(clients, each);
    int[] order = Shares.shuffled(stretches, random);
    Shares shares = new Shares(clients);
    for (int stretch = 0; stretch < stretches; stretch++) {
      int from = (int) ((long) sorted.size() * stretch / stretches);
      int to = (int) ((long) sorted.size() * (stretch + 1) / stretches);
      for (int row : sorted.subList(from, to)) {
        shares.give(order[stretch] / each, row);
      }
    }
    return shares.requireAll("shards with " + each + " a client");
  }
}
