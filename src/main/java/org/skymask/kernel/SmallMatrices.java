package org.skymask.kernel;

/** Products and equations of small matrices, [rows][columns], in double precision. */
public final class SmallMatrices {
  private SmallMatrices() {}

  /** The unit matrix. */
  public static double[][] unit(int size) {
    double[][] unit = new double[size][size];
    for (int i = 0; i < size; i++) {
      unit[i][i] = 1;
    }
    return unit;
  }

  /** a b. */
  public static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        double factor = a[i][k];
        for (int j = 0; j < product[i].length; j++) {
          product[i][j] += factor * b[k][j];
        }
      }
    }
    return product;
  }

  /** aᵀ. */
  public static double[][] transposed(double[][] a) {
    double[][] transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < transposed.length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  /** Adds b to a. */
  public static void add(double[][] a, double[][] b) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        a[i][j] += b[i][j];
      }
    }
  }

  /**
   * a s⁻¹, by Cholesky's decomposition of s.
   *
   * @param s symmetric and positive definite
   */
  public static double[][] dividedBy(double[][] a, double[][] s) {
    double[][] lower = cholesky(s);
    double[][] quotient = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      quotient[i] = solve(lower, a[i]);
    }
    return quotient;
  }

  private static double[][] cholesky(double[][] s) {
    double[][] lower = new double[s.length][s.length];
    for (int i = 0; i < s.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = s[i][j];
        for (int k = 0; k < j; k++) {
          rest -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
      }
    }
    return lower;
  }

  /** The vector x with L Lᵀ x = b. */
  private static double[] solve(double[][] lower, double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < x.length; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }
}
