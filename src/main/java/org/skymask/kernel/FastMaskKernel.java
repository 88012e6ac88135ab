package org.skymask.kernel;

import java.util.Arrays;

/**
 * {@link MaskKernel} in loops that the compiler turns into vector code: one purpose a loop, plain
 * {@code [j]} indices, no call. A row of a tile is stepped and added to the new mean while it is in
 * cache, so a mask value costs 12 bytes of memory traffic an epoch.
 */
final class FastMaskKernel {
  private static final float COEFFICIENT_0 = 1.0f;
  private static final float COEFFICIENT_1 = 1.0000002f;
  private static final float COEFFICIENT_2 = 0.49999946f;
  private static final float COEFFICIENT_3 = 0.16665684f;
  private static final float COEFFICIENT_4 = 0.041672517f;
  private static final float COEFFICIENT_5 = 0.008417264f;
  private static final float COEFFICIENT_6 = 0.0013791852f;

  private FastMaskKernel() {}

  static void mean(float[][] deltas, float[][] e, float[] total, float[] mean, int from, int to) {
    Arrays.fill(total, from, to, 0);
    Arrays.fill(mean, from, to, 0);
    int pairs = e.length & ~1;
    for (int i = 0; i < pairs; i += 2) {
      add(deltas[i], e[i], deltas[i + 1], e[i + 1], total, mean, from, to);
    }
    if (pairs < e.length) {
      add(deltas[pairs], e[pairs], total, mean, from, to);
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
      float[] halfScale,
      float[] oldMean,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      // Finite, so that a row at the mean is not moved by ∞ · 0.
      float slope = 0.5f * rate * gradient[at + j] / total[j];
      halfScale[j] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, slope));
    }
    System.arraycopy(mean, from, oldMean, from, to - from);
    Arrays.fill(total, from, to, 0);
    Arrays.fill(mean, from, to, 0);
    int pairs = e.length & ~1;
    for (int i = 0; i < pairs; i += 2) {
      stepRow(deltas[i], e[i], halfScale, oldMean, from, to);
      stepRow(deltas[i + 1], e[i + 1], halfScale, oldMean, from, to);
      add(deltas[i], e[i], deltas[i + 1], e[i + 1], total, mean, from, to);
    }
    if (pairs < e.length) {
      stepRow(deltas[pairs], e[pairs], halfScale, oldMean, from, to);
      add(deltas[pairs], e[pairs], total, mean, from, to);
    }
    divide(mean, total, from, to);
  }

  private static void stepRow(
      float[] delta, float[] e, float[] halfScale, float[] mean, int from, int to) {
    for (int j = from; j < to; j++) {
      float s = 1f / (1f + e[j]);
      float half = halfScale[j] * (delta[j] - mean[j]) * (e[j] * s * s);
      float root = exp(Math.max(-0.5f, Math.min(0.5f, half)));
      e[j] = e[j] * root * root;
    }
  }

  private static void add(
      float[] delta, float[] e, float[] total, float[] weighted, int from, int to) {
    for (int j = from; j < to; j++) {
      float s = 1f / (1f + e[j]);
      total[j] += s;
      weighted[j] = Math.fma(s, delta[j], weighted[j]);
    }
  }

  /** Two rows at once: half as many passes over the sums. */
  private static void add(
      float[] delta,
      float[] e,
      float[] nextDelta,
      float[] nextE,
      float[] total,
      float[] weighted,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      float s = 1f / (1f + e[j]);
      float t = 1f / (1f + nextE[j]);
      total[j] += s + t;
      weighted[j] = Math.fma(t, nextDelta[j], Math.fma(s, delta[j], weighted[j]));
    }
  }

  private static void divide(float[] sum, float[] total, int from, int to) {
    for (int j = from; j < to; j++) {
      sum[j] /= total[j];
    }
  }

  static void bound(float[] e) {
    for (int j = 0; j < e.length; j++) {
      e[j] = Math.max(MaskKernel.SMALLEST, Math.min(MaskKernel.LARGEST, e[j]));
    }
  }

  /**
   * e^x for |x| ≤ ½: a minimax polynomial of degree 6 that is exact at 0, relative error below
   * 1.2e-7. Its square is a whole step's factor, in fewer operations than a polynomial for |x| ≤ 1
   * takes.
   */
  static float exp(float x) {
    float y = Math.fma(COEFFICIENT_6, x, COEFFICIENT_5);
    y = Math.fma(y, x, COEFFICIENT_4);
    y = Math.fma(y, x, COEFFICIENT_3);
    y = Math.fma(y, x, COEFFICIENT_2);
    y = Math.fma(y, x, COEFFICIENT_1);
    return Math.fma(y, x, COEFFICIENT_0);
  }
}
