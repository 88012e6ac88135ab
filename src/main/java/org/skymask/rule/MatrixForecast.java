package org.skymask.rule;

import java.util.Arrays;
import org.skymask.kernel.SmallMatrices;

/**
 * Forecasts the next of a series of matrices by matrix autoregression, X̂ₜ = A Xₜ₋₁ Bᵀ (Chen, Xiao
 * and Yang, "Autoregressive Models for Matrix-valued Time Series", Journal of Econometrics 2021),
 * with A and B by alternating ridge regressions from B = 1, on the series brought to (X − min)/max.
 * As in the public code of FLANDERS the last matrix stands before the first one: a single earlier
 * round forecasts itself.
 *
 * @param iterations of both regressions
 * @param ridge what is added to the diagonals, above 0
 */
record MatrixForecast(int iterations, double ridge) {

  /**
   * @param series [times][rows][columns], at least one
   * @return [rows][columns]
   */
  double[][] next(double[][][] series) {
    double[][][] scaled = scaled(series);
    double[][][] turned =
        Arrays.stream(scaled).map(SmallMatrices::transposed).toArray(double[][][]::new);
    double[][] left = SmallMatrices.unit(scaled[0].length);
    double[][] right = SmallMatrices.unit(scaled[0][0].length);
    for (int i = 0; i < iterations; i++) {
      left = regression(scaled, turned, right);
      right = regression(turned, scaled, left);
    }
    double[][] last = series[series.length - 1];
    return SmallMatrices.product(
        SmallMatrices.product(left, last), SmallMatrices.transposed(right));
  }

  /** Σ Yₜ C Zₜ₋₁ (Σ Yₜ₋₁ CᵀC Zₜ₋₁ + ridge)⁻¹, where Z is Y turned. */
  private double[][] regression(double[][][] some, double[][][] turned, double[][] other) {
    int size = some[0].length;
    double[][] products = new double[size][size];
    double[][] squares = new double[size][size];
    double[][] otherTurned = SmallMatrices.transposed(other);
    for (int t = 0; t < some.length; t++) {
      int before = t == 0 ? some.length - 1 : t - 1;
      SmallMatrices.add(
          products, SmallMatrices.product(SmallMatrices.product(some[t], other), turned[before]));
      double[][] half = SmallMatrices.product(some[before], otherTurned);
      SmallMatrices.add(squares, SmallMatrices.product(half, SmallMatrices.transposed(half)));
    }
    for (int i = 0; i < size; i++) {
      squares[i][i] += ridge;
    }
    return SmallMatrices.dividedBy(products, squares);
  }

  private static double[][][] scaled(double[][][] series) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[][] matrix : series) {
      for (double[] row : matrix) {
        for (double value : row) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    double zero = least;
    double unit = most == 0 ? 1 : most;
    return Arrays.stream(series)
        .map(
            matrix ->
                Arrays.stream(matrix)
                    .map(row -> Arrays.stream(row).map(v -> (v - zero) / unit).toArray())
                    .toArray(double[][]::new))
        .toArray(double[][][]::new);
  }
}
