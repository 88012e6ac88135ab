package org.skymask.rule;

/** Two groups of points in a plane by k-means (Lloyd), from the two points furthest apart. */
final class PlaneMeans {
  private static final int STEPS = 100;

  private PlaneMeans() {}

  /**
   * @param points [n][2]
   * @return [n], 0 or 1; all 0 where the points are one
   */
  static int[] divide(double[][] points) {
    double[][] centres = furthest(points);
    int[] groups = new int[points.length];
    for (int step = 0; step < STEPS; step++) {
      boolean moved = false;
      for (int i = 0; i < groups.length; i++) {
        int nearer = square(points[i], centres[1]) < square(points[i], centres[0]) ? 1 : 0;
        moved |= nearer != groups[i];
        groups[i] = nearer;
      }
      if (!moved) {
        break;
      }
      centres[0] = mean(points, groups, 0);
      centres[1] = mean(points, groups, 1);
    }
    return groups;
  }

  private static double[][] furthest(double[][] points) {
    double[][] ends = {points[0], points[0]};
    double most = 0;
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        double square = square(points[i], points[j]);
        if (square > most) {
          most = square;
          ends[0] = points[j];
          ends[1] = points[i];
        }
      }
    }
    return ends;
  }

  private static double[] mean(double[][] points, int[] groups, int group) {
    double[] mean = new double[2];
    int count = 0;
    for (int i = 0; i < groups.length; i++) {
      if (groups[i] == group) {
        mean[0] += points[i][0];
        mean[1] += points[i][1];
        count++;
      }
    }
    return new double[] {mean[0] / Math.max(1, count), mean[1] / Math.max(1, count)};
  }

  private static double square(double[] a, double[] b) {
    double x = a[0] - b[0];
    double y = a[1] - b[1];
    return x * x + y * y;
  }
}
