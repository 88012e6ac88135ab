package org.skymask.rule;

import java.util.Arrays;

/** Norm clipping (method.md): a delta much longer than the median one is scaled down. */
public final class NormClipping {
  private NormClipping() {}

  /**
   * Factor by client: 1, or what brings its norm down to {@code times} · median.
   *
   * @param norms [clients], L2 norms of the deltas' trainable parts
   * @param times 0 switches it off
   */
  public static double[] factors(double[] norms, double times) {
    double[] factors = new double[norms.length];
    Arrays.fill(factors, 1);
    if (times > 0 && norms.length > 0) {
      double limit = times * median(norms);
      for (int i = 0; i < norms.length; i++) {
        factors[i] = norms[i] > limit ? limit / norms[i] : 1;
      }
    }
    return factors;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
