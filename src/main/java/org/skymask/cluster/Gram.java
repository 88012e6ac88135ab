package org.skymask.cluster;

import java.util.Arrays;
import java.util.List;
import org.skymask.kernel.Centring;

/** Small dense symmetric matrices of inner products. */
final class Gram {
  /**
   * Largest share of the trace that centring leaves of equal points. Rounding leaves 1e-15, and a
   * single bit of 2^31 in one of 1000 rows 5e-13.
   */
  private static final double ROUNDING = 1e-13;

  private Gram() {}

  /**
   * Centres rows and columns: the Gram matrix of the same points around their mean. Exactly zero
   * for equal points; otherwise their rounding would be scaled up to clusters.
   */
  static double[][] centred(double[][] gram) {
    double[][] centred = Centring.of(gram);
    return trace(centred) > ROUNDING * trace(gram) ? centred : new double[gram.length][gram.length];
  }

  static double trace(double[][] gram) {
    double sum = 0;
    for (int i = 0; i < gram.length; i++) {
      sum += gram[i][i];
    }
    return sum;
  }

  /** The first {@code n} rows and columns. */
  static double[][] leading(double[][] gram, int n) {
    double[][] part = new double[n][];
    for (int i = 0; i < n; i++) {
      part[i] = Arrays.copyOf(gram[i], n);
    }
    return part;
  }

  static double[][] sum(double[][][] grams) {
    int n = grams[0].length;
    double[][] sum = new double[n][n];
    for (double[][] gram : grams) {
      addScaled(sum, gram, 1);
    }
    return sum;
  }

  /** Σ over layers of the centred matrix scaled to unit trace; layers of trace 0 add nothing. */
  static double[][] balanced(List<double[][]> grams) {
    int n = grams.get(0).length;
    double[][] sum = new double[n][n];
    for (double[][] gram : grams) {
      double[][] centred = centred(gram);
      double trace = trace(centred);
      if (trace > 0) {
        addScaled(sum, centred, 1 / trace);
      }
    }
    return sum;
  }

  static boolean isZero(double[][] gram) {
    for (double[] row : gram) {
      for (double value : row) {
        if (value != 0) {
          return false;
        }
      }
    }
    return true;
  }

  static void addScaled(double[][] sum, double[][] gram, double factor) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] += factor * gram[i][j];
      }
    }
  }
}
