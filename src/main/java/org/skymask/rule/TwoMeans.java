package org.skymask.rule;

import java.util.Arrays;

/**
 * Divides numbers into groups by least squares; in one dimension the best division can be found.
 */
final class TwoMeans {
  private TwoMeans() {}

  /**
   * Which numbers are in the lower of two groups; all where they are equal.
   *
   * @param values finite
   */
  static boolean[] lower(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double best = Double.POSITIVE_INFINITY;
    double limit = sorted[sorted.length - 1];
    for (int cut = 1; cut < sorted.length; cut++) {
      double spread = spread(sorted, 0, cut) + spread(sorted, cut, sorted.length);
      if (sorted[cut] > sorted[cut - 1] && spread < best) {
        best = spread;
        limit = sorted[cut - 1];
      }
    }
    boolean[] lower = new boolean[values.length];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = values[i] <= limit;
    }
    return lower;
  }

  /** Σ (x − mean)² over [from, to). */
  static double spread(double[] values, int from, int to) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += values[i] / (to - from);
    }
    double spread = 0;
    for (int i = from; i < to; i++) {
      spread += (values[i] - mean) * (values[i] - mean);
    }
    return spread;
  }
}
