package org.skymask.kernel;

import java.util.Arrays;

/**
 * {@link MaskKernel} in loops that the compiler turns into vector code: one purpose a loop, plain
 * {@code [j]} indices, no call. A row of a tile is stepped and added to the new mean while it is in
 * cache, so a mask value costs 12 bytes of memory traffic an epoch.
 */
final class FastMaskKernel {
  private static final float COEFFICIENT_0 = 1.0f;
  private static final float COEFFICIENT_1 = 1.0f;
  private static final float COEFFICIENT_2 = 0.49999997f;
  private static final float COEFFICIENT_3 = 0.16666666f;
  private static final float COEFFICIENT_4 = 0.04166689f;
  private static final float COEFFICIENT_5 = 0.008333353f;
  private static final float COEFFICIENT_6 = 0.0013882762f;
  private static final float COEFFICIENT_7 = 0.00019835714f;
  private static final float COEFFICIENT_8 = 2.5499065e-05f;
  private static final float COEFFICIENT_9 = 2.819019e-06f;

  private FastMaskKernel() {}

  static void mean(float[][] deltas, float[][] e, float[] total, float[] mean, int from, int to) {
    Arrays.fill(total, from, to, 0);
    Arrays.fill(mean, from, to, 0);
    for (int i = 0; i < e.length; i++) {
      add(deltas[i], e[i], total, mean, from, to);
    }
    divide(mean, total, from, to);
  }

  static void step(
      float[][] deltas,
      float[][] e,
      float[] gradient,
      int at,
      float rate,
      float[] total,
      float[] mean,
      float[] scale,
      float[] oldMean,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      // Finite, so that a row at the mean is not moved by ∞ · 0.
      float slope = rate * gradient[at + j] / total[j];
      scale[j] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, slope));
    }
    System.arraycopy(mean, from, oldMean, from, to - from);
    Arrays.fill(total, from, to, 0);
    Arrays.fill(mean, from, to, 0);
    for (int i = 0; i < e.length; i++) {
      stepRow(deltas[i], e[i], scale, oldMean, from, to);
      add(deltas[i], e[i], total, mean, from, to);
    }
    divide(mean, total, from, to);
  }

  private static void stepRow(
      float[] delta, float[] e, float[] scale, float[] mean, int from, int to) {
    for (int j = from; j < to; j++) {
      float s = 1f / (1f + e[j]);
      float step = scale[j] * (delta[j] - mean[j]) * e[j] * s * s;
      float next = e[j] * exp(Math.max(-1f, Math.min(1f, step)));
      e[j] = Math.max(MaskKernel.SMALLEST, Math.min(MaskKernel.LARGEST, next));
    }
  }

  private static void add(
      float[] delta, float[] e, float[] total, float[] weighted, int from, int to) {
    for (int j = from; j < to; j++) {
      float s = 1f / (1f + e[j]);
      total[j] += s;
      weighted[j] += s * delta[j];
    }
  }

  private static void divide(float[] sum, float[] total, int from, int to) {
    for (int j = from; j < to; j++) {
      sum[j] /= total[j];
    }
  }

  /** e^x for |x| ≤ 1: the Chebyshev interpolant of degree 9, relative error below 3e-7. */
  static float exp(float x) {
    float y = COEFFICIENT_9;
    y = y * x + COEFFICIENT_8;
    y = y * x + COEFFICIENT_7;
    y = y * x + COEFFICIENT_6;
    y = y * x + COEFFICIENT_5;
    y = y * x + COEFFICIENT_4;
    y = y * x + COEFFICIENT_3;
    y = y * x + COEFFICIENT_2;
    y = y * x + COEFFICIENT_1;
    return y * x + COEFFICIENT_0;
  }
}
