package org.skymask.rule;

import java.util.Arrays;

/** Norm clipping (method.md#clipping): a delta much longer than the usual one is scaled down. */
public final class NormClipping {
  /** More than a float's relative error. */
  private static final double ROUNDING = 1 + 1e-6;

  private NormClipping() {}

  /**
   * Factor by client: 1, or what brings its norm down to {@code times} · the median of the norms
   * that are not zero; see {@link UsualNorm#of} for even numbers and for fewer than four.
   *
   * @param norms [clients], L2 norms of the deltas' trainable parts
   * @param times 0 switches it off
   */
  public static double[] factors(double[] norms, double times) {
    double[] factors = new double[norms.length];
    Arrays.fill(factors, 1);
    if (times > 0 && norms.length > 0) {
      double limit = times * UsualNorm.of(norms);
      for (int i = 0; i < norms.length; i++) {
        factors[i] = norms[i] > limit ? limit / norms[i] : 1;
      }
    }
    return factors;
  }

  /**
   * A number that the length of a clipped row does not exceed, whose values were rounded to floats.
   *
   * @param norm of the row as it was sent
   * @param factor that its values were multiplied by
   * @param parameters D, values of the row
   */
  public static double bound(double norm, double factor, int parameters) {
    return factor == 1 ? norm : norm * factor * ROUNDING + Math.sqrt(parameters) * Float.MIN_VALUE;
  }
}
