package org.skymask.simulate.data;

import java.util.random.RandomGenerator;
import org.skymask.model.Signature;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;

/** Independent and identically distributed: shuffled and dealt, sizes differ by one at most. */
public record Even() implements Split {
  static final Declared<Split> DECLARATION =
      Declaration.of("iid", "an even share of all").madeBy(given -> new Even());

  @Override
  public int[][] divide(
      Examples examples, Signature signature, int clients, RandomGenerator random) {
    int[] order = Shares.shuffled(examples.size(), random);
    Shares shares = new Shares(clients);
    for (int i = 0; i < order.length; i++) {
      shares.give(i % clients, order[i]);
    }
    return shares.requireAll("iid");
  }
}
