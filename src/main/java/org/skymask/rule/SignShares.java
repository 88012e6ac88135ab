package org.skymask.rule;

import java.util.Arrays;
import org.skymask.kernel.FixedPointSums;

/**
 * How many positive, zero and negative values each row has at drawn positions: sums 3i, 3i + 1 and
 * 3i + 2 of row i.
 *
 * @param share of the positions that is drawn, in (0, 1]
 * @param seed of the draw
 */
record SignShares(int rows, double share, long seed) implements BlockStatistic {

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[3 * rows];
    Arrays.fill(bounds, parameters);
    return bounds;
  }

  @Override
  public void add(int start, float[][] block, FixedPointSums sums) {
    int[] counts = new int[3 * rows];
    for (int j = 0; j < block[0].length; j++) {
      if (Hash.unit(seed, start + j) < share) {
        for (int i = 0; i < rows; i++) {
          counts[3 * i + 1 - (int) Math.signum(block[i][j])]++;
        }
      }
    }
    for (int k = 0; k < counts.length; k++) {
      sums.add(k, counts[k]);
    }
  }

  /**
   * @param sums of this statistic
   * @return [n][3] shares of positive, zero and negative values
   */
  static double[][] of(double[] sums) {
    double[][] shares = new double[sums.length / 3][3];
    for (int i = 0; i < shares.length; i++) {
      double count = sums[3 * i] + sums[3 * i + 1] + sums[3 * i + 2];
      for (int k = 0; k < 3 && count > 0; k++) {
        shares[i][k] = sums[3 * i + k] / count;
      }
    }
    return shares;
  }
}
