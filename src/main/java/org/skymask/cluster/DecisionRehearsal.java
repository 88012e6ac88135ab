package org.skymask.cluster;

import java.util.SplittableRandom;

/**
 * Screens starts in some points often enough that the JIT compiler translates it. No eigenvectors
 * and nothing of MLlib's: the Java LAPACK serves one thread at a time, and what both look for at
 * first they log, before Spark has said how.
 */
public final class DecisionRehearsal {
  private static final int POINTS = 60;
  private static final int TIMES = 4;

  private DecisionRehearsal() {}

  /** Some ten milliseconds, once translated. */
  public static void run() {
    SplittableRandom random = new SplittableRandom(1);
    for (int time = 0; time < TIMES; time++) {
      double[][] points = new double[POINTS][2];
      for (double[] point : points) {
        point[0] = random.nextDouble();
        point[1] = random.nextDouble();
      }
      MixtureModel.screen(points);
    }
  }
}
