package org.skymask.rule;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;

/**
 * Nearest-neighbour mixing: each row becomes the mean of the n − f rows nearest to it, itself among
 * them (Allouah et al., "Fixing by Mixing: A Recipe for Optimal Byzantine ML under Heterogeneity",
 * AISTATS 2023, algorithm 2). Of equal distances the first row's counts as smaller.
 *
 * @param byzantineCount f; n ≥ 2f + 1
 */
public record NearestNeighbourMixing(int byzantineCount) implements RowMixing {
  private static final Tolerance TOLERANCE = new Tolerance(2, 1);

  static final Declared<PreAggregation> DECLARATION =
      Declaration.of(
              "nnm",
              "each Δ becomes the mean of the n−f nearest to it, itself among them",
              "Allouah et al., AISTATS 2023")
          .with(Tolerance.COUNT)
          .that(TOLERANCE)
          .madeBy(given -> new NearestNeighbourMixing(given.whole(Tolerance.F)));

  @Override
  public double[][] mixing(Geometry updates, long seed) {
    int n = updates.rows();
    TOLERANCE.require(DECLARATION.name(), byzantineCount, n);
    double[][] squared = Distances.squared(updates.gram());
    int kept = n - byzantineCount;
    double[][] mixing = new double[n][n];
    for (int i = 0; i < n; i++) {
      double[] to = squared[i];
      double[] shares = mixing[i];
      IntStream.range(0, n)
          .boxed()
          .sorted(Comparator.comparingDouble(j -> to[j]))
          .limit(kept)
          .forEach(j -> shares[j] = 1.0 / kept);
    }
    return mixing;
  }
}
