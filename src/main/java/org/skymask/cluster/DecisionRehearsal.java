package org.skymask.cluster;

import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the screening and the fit of a decision often enough that the libraries are loaded and the
 * JIT compiler has translated the loops.
 */
public final class DecisionRehearsal {
  private static final int POINTS = 60;
  private static final int TIMES = 4;

  /** Silences libraries that look for native code first and report at length that there is none. */
  private static final Logger TALKATIVE = Logger.getLogger("dev.ludovic.netlib");

  private static boolean late;

  private DecisionRehearsal() {}

  /** Takes about ten milliseconds once translated, and does nothing after {@link #end}. */
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

  /** Waits for a running rehearsal and prevents further ones. */
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
