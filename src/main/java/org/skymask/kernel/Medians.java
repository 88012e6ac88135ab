package org.skymask.kernel;

import java.util.Arrays;

/**
 * Medians. They differ in what they say of an even number of values. None of them changes the array
 * that it is given, and none says anything of no values.
 */
public final class Medians {
  private Medians() {}

  /** The middle value, or the mean of the middle two: (a + b) / 2. */
  public static double mean(double... values) {
    double[] sorted = sorted(values);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The same as a / 2 + b / 2, which is finite also where a + b overflows. */
  public static double meanOfHalves(double... values) {
    double[] sorted = sorted(values);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }

  /** The middle value, or the smaller of the middle two. */
  public static double lower(double... values) {
    return sorted(values)[(values.length - 1) / 2];
  }

  /** The middle value, or the larger of the middle two. */
  public static double upper(double... values) {
    return sorted(values)[values.length / 2];
  }

  /**
   * The middle value, or the mean of the middle two in double precision.
   *
   * @param sorted ascending
   */
  public static double ofSorted(float[] sorted) {
    int n = sorted.length;
    return ((double) sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  private static double[] sorted(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values have a median");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
