package org.skymask.history;

import java.util.Arrays;

/** Statistics that a minority of the values cannot move far. */
final class Robust {
  /** Makes the median absolute deviation of normal values their standard deviation. */
  private static final double NORMAL = 1.4826;

  private Robust() {}

  /** The mean of the middle two for an even number; NaN of nothing. */
  static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** 1.4826 times the median absolute deviation from the median. */
  static double deviation(double[] values) {
    double median = median(values);
    return NORMAL * median(Arrays.stream(values).map(x -> Math.abs(x - median)).toArray());
  }
}
