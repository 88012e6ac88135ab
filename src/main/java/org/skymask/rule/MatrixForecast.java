package org.skymask.rule;

import java.util.Arrays;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

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
  /** Relative; a matrix with its own transpose has none but that of rounding. */
  private static final double ASYMMETRY = 1e-9;

  /**
   * @param series [times][rows][columns], at least one
   * @return [rows][columns]
   */
  double[][] next(double[][][] series) {
    RealMatrix[] scaled =
        Arrays.stream(scaled(series)).map(MatrixUtils::createRealMatrix).toArray(RealMatrix[]::new);
    RealMatrix[] turned =
        Arrays.stream(scaled).map(RealMatrix::transpose).toArray(RealMatrix[]::new);
    RealMatrix left = MatrixUtils.createRealIdentityMatrix(scaled[0].getRowDimension());
    RealMatrix right = MatrixUtils.createRealIdentityMatrix(scaled[0].getColumnDimension());
    for (int i = 0; i < iterations; i++) {
      left = regression(scaled, turned, right);
      right = regression(turned, scaled, left);
    }
    RealMatrix last = MatrixUtils.createRealMatrix(series[series.length - 1]);
    return left.multiply(last).multiply(right.transpose()).getData();
  }

  /** Σ Yₜ C Zₜ₋₁ (Σ Yₜ₋₁ CᵀC Zₜ₋₁ + ridge)⁻¹, where Z is Y turned. */
  private RealMatrix regression(RealMatrix[] some, RealMatrix[] turned, RealMatrix other) {
    int size = some[0].getRowDimension();
    RealMatrix products = MatrixUtils.createRealMatrix(size, size);
    RealMatrix squares = MatrixUtils.createRealIdentityMatrix(size).scalarMultiply(ridge);
    for (int t = 0; t < some.length; t++) {
      int before = t == 0 ? some.length - 1 : t - 1;
      products = products.add(some[t].multiply(other).multiply(turned[before]));
      RealMatrix half = some[before].multiply(other.transpose());
      squares = squares.add(half.multiply(half.transpose()));
    }
    return divided(products, squares);
  }

  /**
   * a s⁻¹ of a symmetric s. Values that are too far apart can make s indefinite by rounding; then
   * nothing is forecast, and the quotient is NaN.
   */
  private static RealMatrix divided(RealMatrix a, RealMatrix s) {
    try {
      return new CholeskyDecomposition(s, ASYMMETRY, 0)
          .getSolver()
          .solve(a.transpose())
          .transpose();
    } catch (NonPositiveDefiniteMatrixException e) {
      return a.scalarMultiply(Double.NaN);
    }
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
