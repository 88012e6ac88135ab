package org.skymask.cluster;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import org.netlib.util.intW;

/**
 * Rows in the plane of the two leading principal components of a centred Gram matrix (SkyMask,
 * section 3: PCA of the binary masks). The eigenvectors come from LAPACK in Java: a native LAPACK
 * could give other last bits on another machine.
 *
 * @param points [rows][2]; the entry of largest magnitude on each axis is positive
 * @param axes [2][rows]: eigenvectors with that sign
 * @param values [2]: their eigenvalues, largest first
 */
@SuppressWarnings("ArrayRecordComponent")
record Plane(double[][] points, double[][] axes, double[] values) {

  static Plane of(double[][] gram) {
    double[][] centred = Gram.centred(gram);
    int n = centred.length;
    int wanted = Math.min(2, n);
    double[] values = new double[n];
    double[] vectors = new double[n * wanted];
    leading(centred, wanted, values, vectors);
    double[][] points = new double[n][2];
    double[][] axes = new double[2][n];
    double[] largest = new double[2];
    for (int axis = 0; axis < wanted; axis++) {
      int column = wanted - 1 - axis;
      largest[axis] = Math.max(0, values[column]);
      double sign = sign(vectors, column * n, n);
      for (int i = 0; i < n; i++) {
        axes[axis][i] = sign * vectors[column * n + i];
        points[i][axis] = axes[axis][i] * Math.sqrt(largest[axis]);
      }
    }
    return new Plane(points, axes, largest);
  }

  /**
   * Where a further row stands in this plane.
   *
   * @param products [rows]: its centred inner products with the rows of the plane
   */
  double[] project(double[] products) {
    double[] point = new double[2];
    for (int axis = 0; axis < 2; axis++) {
      for (int i = 0; values[axis] > 0 && i < products.length; i++) {
        point[axis] += axes[axis][i] * products[i] / Math.sqrt(values[axis]);
      }
    }
    return point;
  }

  private static double sign(double[] vectors, int at, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      if (Math.abs(vectors[at + i]) > Math.abs(largest)) {
        largest = vectors[at + i];
      }
    }
    return largest < 0 ? -1 : 1;
  }

  /** The largest eigenvalues in ascending order, and their vectors as columns. */
  private static void leading(double[][] matrix, int wanted, double[] values, double[] vectors) {
    int n = matrix.length;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix[i], 0, a, i * n, n);
    }
    double[] work = new double[26 * n];
    int[] integers = new int[10 * n];
    intW found = new intW(0);
    intW info = new intW(0);
    JavaLAPACK.getInstance()
        .dsyevr(
            "V",
            "I",
            "U",
            n,
            a,
            n,
            0.0,
            0.0,
            n - wanted + 1,
            n,
            0.0,
            found,
            values,
            vectors,
            n,
            new int[2 * n],
            work,
            work.length,
            integers,
            integers.length,
            info);
    if (info.val != 0 || found.val != wanted) {
      throw new IllegalStateException("dsyevr: info " + info.val + ", found " + found.val);
    }
  }
}
