package org.skymask.rule;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.skymask.kernel.Centring;
import org.skymask.rule.Choice.Weights;

/**
 * DnC, divide and conquer: at r random coordinates the rows are centred and projected on their
 * first right singular vector; the ⌈c·f⌉ rows with the largest squared projections are dropped;
 * whoever is left in every one of the draws is averaged (Shejwalkar and Houmansadr, "Manipulating
 * the Byzantine", NDSS 2021, algorithm 2). Squared projections are λuᵢ², with u the first
 * eigenvector of the centred Gram matrix, so that the drawn coordinates need not be brought
 * together.
 *
 * @param byzantineCount f; n ≥ 2f + 1
 * @param draws repetitions, 1 or more
 * @param positions r, coordinates of a draw, 1 or more
 * @param filter c, above 0; c·f below n
 */
public record DivideAndConquer(int byzantineCount, int draws, int positions, double filter)
    implements AggregationRule {
  public static final String NAME = "dnc";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TooManyByzantineException.require(NAME, byzantineCount, n, 2, 1);
    int dropped = (int) Math.ceil(filter * byzantineCount);
    if (dropped >= n) {
      throw new RuleParameterException(
          "rule.dnc.filter: expected c with c * f below n = " + n + ", found " + filter);
    }
    boolean[] out = new boolean[n];
    for (double[][] gram : updates.sampledGrams(draws, positions)) {
      double[] vector = Eigenvector.first(Centring.of(gram));
      IntStream.range(0, n)
          .boxed()
          .sorted(Comparator.comparingDouble((Integer i) -> -vector[i] * vector[i]))
          .limit(dropped)
          .forEach(i -> out[i] = true);
    }
    boolean[] kept = new boolean[n];
    for (int i = 0; i < n; i++) {
      kept[i] = !out[i];
    }
    return new Weights(ClientWeights.uniform(kept));
  }
}
