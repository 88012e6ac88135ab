package org.skymask.rule;

import org.skymask.kernel.FixedPointSums;

/**
 * A statistic of rows that were mixed.
 *
 * @param mixing [new rows][rows]
 */
@SuppressWarnings("ArrayRecordComponent")
record MixedStatistic(double[][] mixing, BlockStatistic statistic) implements BlockStatistic {
  private static final double ROUNDING = 1 + 1e-6;

  @Override
  public double[] bounds(double[] norms, int parameters) {
    return statistic.bounds(mixed(norms), parameters);
  }

  @Override
  public int words(double[] norms) {
    return statistic.words(mixed(norms));
  }

  private double[] mixed(double[] norms) {
    double[] mixed = new double[mixing.length];
    for (int k = 0; k < mixed.length; k++) {
      for (int i = 0; i < norms.length; i++) {
        mixed[k] += ROUNDING * Math.abs(mixing[k][i]) * norms[i];
      }
    }
    return mixed;
  }

  @Override
  public void add(int start, float[][] rows, FixedPointSums sums) {
    statistic.add(start, Mixing.of(rows, mixing), sums);
  }
}
