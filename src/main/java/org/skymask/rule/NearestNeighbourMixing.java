package org.skymask.rule;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Nearest-neighbour mixing: each row becomes the mean of the n − f rows nearest to it, itself among
 * them (Allouah et al., "Fixing by Mixing: A Recipe for Optimal Byzantine ML under Heterogeneity",
 * AISTATS 2023, algorithm 2). Of equal distances the first row's counts as smaller.
 *
 * @param byzantineCount f; n ≥ 2f + 1
 */
public record NearestNeighbourMixing(int byzantineCount) implements PreAggregation {
  public static final String NAME = "nnm";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public double[][] mixing(Geometry updates, long seed) {
    int n = updates.rows();
    TooManyByzantineException.require(NAME, byzantineCount, n, 2, 1);
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
