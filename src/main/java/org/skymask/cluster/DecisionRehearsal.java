package org.skymask.cluster;

import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Screens starts, and fits what a decision fits with the libraries below it, often enough that they
 * are loaded and the JIT compiler translates the loops.
 */
public final class DecisionRehearsal {
  private static final int POINTS = 60;
  private static final int TIMES = 4;

  /** Libraries look for native code at first, and tell at length that there is none. */
  private static final Logger TALKATIVE = Logger.getLogger("dev.ludovic.netlib");

  private static boolean late;

  private DecisionRehearsal() {}

  /** Some ten milliseconds, once translated; nothing after {@link #end}. */
  public static synchronized void run() {
    if (late) {
      return;
    }
    TALKATIVE.setLevel(Level.SEVERE);
    SplittableRandom random = new SplittableRandom(1);
    for (int time = 0; time < TIMES; time++) {
      double[][] points = new double[POINTS][2];
      for (double[] point : points) {
        point[0] = random.nextDouble();
        point[1] = random.nextDouble();
      }
      MixtureModel.rehearse(MixtureModel.screen(points));
      Plane.of(products(points));
    }
  }

  /** Waits for one that is running, and lets none begin any more. */
  public static synchronized void end() {
    late = true;
  }

  private static double[][] products(double[][] points) {
    double[][] products = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points.length; j++) {
        products[i][j] = points[i][0] * points[j][0] + points[i][1] * points[j][1];
      }
    }
    return products;
  }
}
