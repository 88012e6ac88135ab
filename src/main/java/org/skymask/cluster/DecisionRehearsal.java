package org.skymask.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Runs what a decision consists of besides Spark's jobs, so that its classes are loaded and its
 * loops translated: eigenvectors and the screening of starts. Nothing of MLlib's: what that looks
 * for at first it logs, and before Spark stands nobody has said how.
 */
public final class DecisionRehearsal {
  private static final int POINTS = 60;
  private static final int TIMES = 4;

  private DecisionRehearsal() {}

  /** A plane of noise and the mixtures in it: some hundred milliseconds in a fresh JVM. */
  public static void run() {
    SplittableRandom random = new SplittableRandom(1);
    for (int time = 0; time < TIMES; time++) {
      Plane plane = Plane.of(gram(random));
      MixtureModel.screen(MixtureModel.scaled(plane.points()));
    }
  }

  /** Of random vectors of as many dimensions. */
  private static double[][] gram(SplittableRandom random) {
    double[][] rows = new double[POINTS][POINTS];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> random.nextDouble());
    }
    double[][] gram = new double[POINTS][POINTS];
    for (int a = 0; a < POINTS; a++) {
      for (int b = 0; b < POINTS; b++) {
        for (int j = 0; j < POINTS; j++) {
          gram[a][b] += rows[a][j] * rows[b][j];
        }
      }
    }
    return gram;
  }
}
