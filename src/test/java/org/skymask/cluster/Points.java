package org.skymask.cluster;

import java.util.Arrays;
import java.util.Random;

/** Points of a plane to look for clusters in. */
final class Points {
  private Points() {}

  static double[][] cloud(int count, double x, double y, double deviation, long seed) {
    Random random = new Random(seed);
    double[][] points = new double[count][];
    Arrays.setAll(
        points,
        i ->
            new double[] {
              x + deviation * random.nextGaussian(), y + deviation * random.nextGaussian()
            });
    return points;
  }

  static double[][] and(double[][] a, double[][] b) {
    double[][] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
