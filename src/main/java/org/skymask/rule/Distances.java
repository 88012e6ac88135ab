package org.skymask.rule;

/** Distances between rows, and to combinations of rows, from their inner products. */
final class Distances {
  private Distances() {}

  /** ‖xᵢ − xⱼ‖² for all pairs; what rounding makes negative is 0. */
  static double[][] squared(double[][] gram) {
    int n = gram.length;
    double[][] squared = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        squared[i][j] = i == j ? 0 : Math.max(0, gram[i][i] + gram[j][j] - 2 * gram[i][j]);
      }
    }
    return squared;
  }

  /** 1 − cos(xᵢ, xⱼ) for all pairs; 1 where one of them is zero. */
  static double[][] cosine(double[][] gram) {
    int n = gram.length;
    double[][] distances = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double norms = Math.sqrt(gram[i][i]) * Math.sqrt(gram[j][j]);
        distances[i][j] = i == j ? 0 : norms > 0 ? Math.max(0, 1 - gram[i][j] / norms) : 1;
      }
    }
    return distances;
  }

  /** ‖xᵢ − Σ wⱼxⱼ‖ for all i. */
  static double[] toCombination(double[][] gram, double[] weights) {
    int n = gram.length;
    double[] products = new double[n];
    double square = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        products[i] += gram[i][j] * weights[j];
      }
      square += weights[i] * products[i];
    }
    double[] distances = new double[n];
    for (int i = 0; i < n; i++) {
      distances[i] = Math.sqrt(Math.max(0, gram[i][i] - 2 * products[i] + square));
    }
    return distances;
  }

  /** Lengths of the rows. */
  static double[] norms(double[][] gram) {
    return toCombination(gram, new double[gram.length]);
  }
}
