package org.skymask.attack;

import java.util.Arrays;
import org.skymask.kernel.Vectors;

/** What is computed of a few updates in several attacks. */
final class Statistics {
  private Statistics() {}

  /** Coordinate-wise standard deviation with n − 1 in the denominator; zeros for one row. */
  static float[] deviation(float[][] rows, float[] mean) {
    double[] squares = new double[mean.length];
    for (float[] row : rows) {
      for (int j = 0; j < squares.length; j++) {
        double apart = (double) row[j] - mean[j];
        squares[j] += apart * apart;
      }
    }
    float[] deviation = new float[mean.length];
    for (int j = 0; j < squares.length && rows.length > 1; j++) {
      deviation[j] = (float) Math.sqrt(squares[j] / (rows.length - 1));
    }
    return deviation;
  }

  /** ‖a − b‖² over the first {@code length} values. */
  static double squaredDistance(float[] a, float[] b, int length) {
    double sum = 0;
    for (int j = 0; j < length; j++) {
      double apart = (double) a[j] - b[j];
      sum += apart * apart;
    }
    return sum;
  }

  /** All pairs, [rows][rows]. */
  static double[][] squaredDistances(float[][] rows, int length) {
    double[][] distances = new double[rows.length][rows.length];
    for (int a = 0; a < rows.length; a++) {
      for (int b = 0; b < a; b++) {
        distances[a][b] = squaredDistance(rows[a], rows[b], length);
        distances[b][a] = distances[a][b];
      }
    }
    return distances;
  }

  static double norm(float[] a, int length) {
    return Math.sqrt(Vectors.squares(a, length));
  }

  /**
   * The least magnitude among the {@code count} largest of the first {@code length} values;
   * infinite for none.
   */
  static float cut(float[] values, int length, int count) {
    if (count == 0) {
      return Float.POSITIVE_INFINITY;
    }
    float[] magnitudes = new float[length];
    for (int j = 0; j < length; j++) {
      magnitudes[j] = Math.abs(values[j]);
    }
    Arrays.sort(magnitudes);
    return magnitudes[length - count];
  }
}
