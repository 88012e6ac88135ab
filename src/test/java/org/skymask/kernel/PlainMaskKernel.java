package org.skymask.kernel;

/** {@link MaskKernel} as anyone can read it; the fast path is tested against it. */
final class PlainMaskKernel {
  private PlainMaskKernel() {}

  static void mean(float[][] deltas, float[][] e, float[] total, float[] mean, int from, int to) {
    for (int j = from; j < to; j++) {
      double sum = 0;
      double weighted = 0;
      for (int i = 0; i < e.length; i++) {
        double s = 1 / (1 + (double) e[i][j]);
        sum += s;
        weighted += s * deltas[i][j];
      }
      total[j] = (float) sum;
      mean[j] = (float) (weighted / sum);
    }
  }

  static void step(
      float[][] deltas,
      float[][] e,
      float[] gradient,
      int at,
      float rate,
      float[] total,
      float[] mean,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      for (int i = 0; i < e.length; i++) {
        double s = 1 / (1 + (double) e[i][j]);
        double slope =
            (double) gradient[at + j] * (deltas[i][j] - mean[j]) * s * (1 - s) / total[j];
        double step = Math.max(-1, Math.min(1, rate * slope));
        e[i][j] = (float) (e[i][j] * Math.exp(step));
      }
    }
    mean(deltas, e, total, mean, from, to);
  }
}
