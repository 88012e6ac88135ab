package org.skymask.cluster;

/**
 * A normal distribution in the plane.
 *
 * @param weight its share of the mixture
 */
record Gaussian(double weight, double mx, double my, double xx, double xy, double yy) {

  /**
   * Mean and covariance (maximum likelihood) of weighted points, the covariance raised by a floor.
   */
  static Gaussian of(double[][] z, double[] weights, double floor) {
    double sum = 1e-9;
    double mx = 0;
    double my = 0;
    for (int i = 0; i < z.length; i++) {
      sum += weights[i];
    }
    for (int i = 0; i < z.length; i++) {
      mx += weights[i] / sum * z[i][0];
      my += weights[i] / sum * z[i][1];
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < z.length; i++) {
      double x = z[i][0] - mx;
      double y = z[i][1] - my;
      xx += weights[i] / sum * x * x;
      xy += weights[i] / sum * x * y;
      yy += weights[i] / sum * y * y;
    }
    return new Gaussian(sum / z.length, mx, my, xx + floor, xy, yy + floor);
  }

  /** ln(weight · density). */
  double logDensity(double[] point) {
    double x = point[0] - mx;
    double y = point[1] - my;
    double determinant = xx * yy - xy * xy;
    double distance = (yy * x * x - 2 * xy * x * y + xx * y * y) / determinant;
    return Math.log(weight) - 0.5 * (distance + Math.log(determinant) + 2 * Math.log(2 * Math.PI));
  }
}
