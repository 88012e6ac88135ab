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
    double[] shares = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      shares[i] = weights[i] / sum;
      mx += shares[i] * z[i][0];
      my += shares[i] * z[i][1];
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < z.length; i++) {
      double x = z[i][0] - mx;
      double y = z[i][1] - my;
      xx += shares[i] * x * x;
      xy += shares[i] * x * y;
      yy += shares[i] * y * y;
    }
    return new Gaussian(sum / z.length, mx, my, xx + floor, xy, yy + floor);
  }

  /** ln(weight · density) of each point. */
  double[] logDensities(double[][] z) {
    double determinant = xx * yy - xy * xy;
    double logWeight = Math.log(weight);
    double logScale = Math.log(determinant) + 2 * Math.log(2 * Math.PI);
    double[] densities = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double x = z[i][0] - mx;
      double y = z[i][1] - my;
      double distance = (yy * x * x - 2 * xy * x * y + xx * y * y) / determinant;
      densities[i] = logWeight - 0.5 * (distance + logScale);
    }
    return densities;
  }
}
