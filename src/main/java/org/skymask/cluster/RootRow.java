package org.skymask.cluster;

import org.skymask.model.MaskStatistics;

/** Places the root row in a plane that was made without it. */
final class RootRow {
  private RootRow() {}

  /**
   * Inner products of the root row's mask with the clients' in the balanced Gram matrix, all of
   * them around the clients' mean.
   */
  static double[] products(MaskStatistics masks) {
    int n = masks.clients();
    double[] products = new double[n];
    for (double[][] gram : masks.grams()) {
      double trace = Gram.trace(Gram.centred(Gram.leading(gram, n)));
      if (trace > 0) {
        add(gram, n, trace, products);
      }
    }
    return products;
  }

  private static void add(double[][] gram, int n, double trace, double[] products) {
    double[] means = new double[n];
    double mean = 0;
    double root = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        means[i] += gram[i][j] / n;
      }
      mean += means[i] / n;
      root += gram[n][i] / n;
    }
    for (int i = 0; i < n; i++) {
      products[i] += (gram[n][i] - root - means[i] + mean) / trace;
    }
  }
}
