package org.skymask.rule;

import java.util.List;

/**
 * Products with the L-BFGS approximation of a Hessian, in its compact form: Bv = σv − [σS Y] p with
 * p of [σSᵀS L; Lᵀ −D] p = [σSᵀv; Yᵀv], L the strictly lower part and D the diagonal of SᵀY, σ =
 * yₘᵀsₘ / sₘᵀsₘ of the last pair (Byrd et al., "Representations of quasi-Newton matrices",
 * Mathematical Programming 63, 1994, theorem 2.3).
 */
final class Lbfgs {
  private Lbfgs() {}

  /**
   * @param steps s, oldest first
   * @param changes y of the gradients over these steps
   * @return Bv; zeros where there are no pairs or they say nothing
   */
  static double[] product(List<double[]> steps, List<double[]> changes, double[] v) {
    int pairs = steps.size();
    double[] product = new double[v.length];
    if (pairs == 0) {
      return product;
    }
    double[] last = steps.get(pairs - 1);
    double sigma = dot(changes.get(pairs - 1), last) / dot(last, last);
    double[] p = solve(matrix(steps, changes, sigma), right(steps, changes, sigma, v));
    for (int k = 0; k < v.length; k++) {
      product[k] = sigma * v[k];
      for (int i = 0; i < pairs; i++) {
        product[k] -= sigma * steps.get(i)[k] * p[i] + changes.get(i)[k] * p[pairs + i];
      }
      if (!Double.isFinite(product[k])) {
        return new double[v.length];
      }
    }
    return product;
  }

  private static double[][] matrix(List<double[]> steps, List<double[]> changes, double sigma) {
    int pairs = steps.size();
    double[][] matrix = new double[2 * pairs][2 * pairs];
    for (int i = 0; i < pairs; i++) {
      for (int j = 0; j < pairs; j++) {
        matrix[i][j] = sigma * dot(steps.get(i), steps.get(j));
        if (i > j) {
          double lower = dot(steps.get(i), changes.get(j));
          matrix[i][pairs + j] = lower;
          matrix[pairs + j][i] = lower;
        }
      }
      matrix[pairs + i][pairs + i] = -dot(steps.get(i), changes.get(i));
    }
    return matrix;
  }

  private static double[] right(
      List<double[]> steps, List<double[]> changes, double sigma, double[] v) {
    int pairs = steps.size();
    double[] right = new double[2 * pairs];
    for (int i = 0; i < pairs; i++) {
      right[i] = sigma * dot(steps.get(i), v);
      right[pairs + i] = dot(changes.get(i), v);
    }
    return right;
  }

  /** Gauss with row pivots; not finite where the matrix is singular. */
  static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column + 1; i < n; i++) {
        pivot = Math.abs(matrix[i][column]) > Math.abs(matrix[pivot][column]) ? i : pivot;
      }
      double[] row = matrix[pivot];
      matrix[pivot] = matrix[column];
      matrix[column] = row;
      double value = right[pivot];
      right[pivot] = right[column];
      right[column] = value;
      for (int i = column + 1; i < n; i++) {
        double factor = matrix[i][column] / row[column];
        for (int j = column; j < n; j++) {
          matrix[i][j] -= factor * row[j];
        }
        right[i] -= factor * value;
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        right[i] -= matrix[i][j] * right[j];
      }
      right[i] /= matrix[i][i];
    }
    return right;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
