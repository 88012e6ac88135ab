package org.skymask.rule;

/** DeepSight's division differences: how models answer random inputs, against the base model. */
final class Differences {
  /** Prevents a division by 0 for answers that the base model rules out. */
  private static final double SMALLEST = 1e-30;

  private Differences() {}

  /**
   * @param rows n
   * @return [draws][n][C], means of pᵢ(c|x) / p(c|x) over the inputs of a draw
   */
  static double[][][] of(Probe probe, int rows, int inputs, int draws) {
    double[][][] differences = new double[draws][rows][];
    for (int draw = 0; draw < draws; draw++) {
      float[] base = probe.onNoise(new double[rows], inputs, draw);
      for (int i = 0; i < rows; i++) {
        float[] own = probe.onNoise(Softmax.only(i, rows), inputs, draw);
        differences[draw][i] = ratios(own, base, inputs, probe.classes());
      }
    }
    return differences;
  }

  private static double[] ratios(float[] own, float[] base, int inputs, int classes) {
    double[] ratios = new double[classes];
    for (int x = 0; x < inputs; x++) {
      double[] mine = Softmax.probabilities(own, x, classes);
      double[] theirs = Softmax.probabilities(base, x, classes);
      for (int c = 0; c < classes; c++) {
        ratios[c] += mine[c] / Math.max(SMALLEST, theirs[c]) / inputs;
      }
    }
    for (int c = 0; c < classes; c++) {
      ratios[c] = Double.isFinite(ratios[c]) ? ratios[c] : Softmax.HOPELESS;
    }
    return ratios;
  }
}
