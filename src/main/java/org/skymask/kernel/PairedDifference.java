package org.skymask.kernel;

/** Whether two measurements of the same examples differ. */
public final class PairedDifference {
  private static final double NOTHING = 1e-12;

  private PairedDifference() {}

  /**
   * t of left − right: mean of the differences over its standard error. A single example says
   * nothing: 0.
   *
   * @param left [examples]
   * @param right [examples]
   */
  public static double t(double[] left, double[] right) {
    int n = left.length;
    if (n < 2) {
      return 0;
    }
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += (left[i] - right[i]) / n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double d = left[i] - right[i] - mean;
      squares += d * d;
    }
    double deviation = Math.sqrt(squares / (n - 1));
    return mean / (deviation / Math.sqrt(n) + NOTHING);
  }
}
