package org.skymask.rule;

import java.util.Arrays;
import org.skymask.kernel.Medians;

/** Median-based z-scores: how many standard deviations a value is from the median. */
final class MzScores {
  private MzScores() {}

  /**
   * |vᵢ − med(v)| / σ(v), with n in the denominator of the variance.
   *
   * @param values [n]
   * @return [n], 0 for all where the values are one
   */
  static double[] of(double[] values) {
    double median = Medians.mean(values);
    double deviation = deviation(values);
    return Arrays.stream(values)
        .map(value -> deviation > 0 ? Math.abs(value - median) / deviation : 0)
        .toArray();
  }

  /** Summed in ascending order, so that it has the same bits for any order of the clients. */
  private static double deviation(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted[0] == sorted[sorted.length - 1]) {
      return 0;
    }
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double squares = 0;
    for (double value : sorted) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / sorted.length);
  }
}
