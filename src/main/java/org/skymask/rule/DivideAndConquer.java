package org.skymask.rule;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.skymask.kernel.Centring;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.named.ParameterException;
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
  private static final Tolerance TOLERANCE = new Tolerance(2, 1);

  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "dnc",
              "mean of those who never have one of the c·f largest projections on the first singular vector of a sample of the coordinates",
              "Shejwalkar and Houmansadr, NDSS 2021")
          .with(
              Tolerance.COUNT,
              Parameter.of("iterations", Allowed.whole(1), 5, "draws"),
              Parameter.of("sample", Allowed.whole(1), 10_000, "positions in a draw"),
              Parameter.of("filter", Allowed.above(0), 1, "c; a draw drops c·f updates"))
          .that(TOLERANCE, Looks.CHOOSES)
          .madeBy(
              given ->
                  new DivideAndConquer(
                      given.whole(Tolerance.F),
                      given.whole("iterations"),
                      given.whole("sample"),
                      given.number("filter")));

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TOLERANCE.require(DECLARATION.name(), byzantineCount, n);
    int dropped = (int) Math.ceil(filter * byzantineCount);
    if (dropped >= n) {
      throw ParameterException.of("rule.dnc.filter", "c with c * f below n = " + n, filter);
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
