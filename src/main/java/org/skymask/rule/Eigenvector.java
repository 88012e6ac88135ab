package org.skymask.rule;

import org.skymask.kernel.Centring;

/** The first eigenvectors of small symmetric positive matrices. */
final class Eigenvector {
  private static final int STEPS = 10_000;
  private static final double CLOSE = 1e-14;

  private Eigenvector() {}

  /**
   * Points in the plane of their first two principal components.
   *
   * @param gram [n][n] inner products
   * @return [n][2]
   */
  static double[][] plane(double[][] gram) {
    double[][] centred = Centring.of(gram);
    int n = centred.length;
    double[][] plane = new double[n][2];
    for (int component = 0; component < 2; component++) {
      double[] vector = first(centred);
      double value = Math.max(0, Lbfgs.dot(vector, times(centred, vector)));
      for (int i = 0; i < n; i++) {
        plane[i][component] = vector[i] * Math.sqrt(value);
        for (int j = 0; j < n; j++) {
          centred[i][j] -= value * vector[i] * vector[j];
        }
      }
    }
    return plane;
  }

  /**
   * By power iteration from the longest column, until a step turns it by nothing that counts.
   *
   * @return [n] of length 1; zeros for the zero matrix
   */
  static double[] first(double[][] matrix) {
    double[] vector = longestColumn(matrix);
    if (!normalise(vector)) {
      return vector;
    }
    for (int step = 0; step < STEPS; step++) {
      double[] next = times(matrix, vector);
      if (!normalise(next)) {
        return next;
      }
      double turned = 0;
      for (int i = 0; i < next.length; i++) {
        turned += (next[i] - vector[i]) * (next[i] - vector[i]);
      }
      vector = next;
      if (turned < CLOSE * CLOSE) {
        return vector;
      }
    }
    return vector;
  }

  private static double[] longestColumn(double[][] matrix) {
    int longest = 0;
    for (int i = 1; i < matrix.length; i++) {
      longest = matrix[i][i] > matrix[longest][longest] ? i : longest;
    }
    return matrix[longest].clone();
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  /** False where there is no length. */
  private static boolean normalise(double[] vector) {
    double square = 0;
    for (double value : vector) {
      square += value * value;
    }
    double length = Math.sqrt(square);
    for (int i = 0; i < vector.length && length > 0; i++) {
      vector[i] /= length;
    }
    return length > 0;
  }
}
