package org.skymask.kernel;

/** Inner products of points around their mean. */
public final class Centring {
  private Centring() {}

  /**
   * The Gram matrix of the same points around their mean: rows and columns centred.
   *
   * @param gram [n][n] inner products, left as they are
   * @return [n][n]
   */
  public static double[][] of(double[][] gram) {
    int n = gram.length;
    double[] means = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        means[i] += gram[i][j] / n;
      }
      mean += means[i] / n;
    }
    double[][] centred = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centred[i][j] = gram[i][j] - means[i] - means[j] + mean;
      }
    }
    return centred;
  }
}
