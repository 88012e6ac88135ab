package org.skymask.rule;

import java.util.Arrays;
import org.skymask.kernel.FixedPointSums;

/**
 * Squared distances of each row to the largest and to the smallest values of all coordinates: sums
 * 2i and 2i + 1 of row i.
 */
record ExtremeDistances() implements BlockStatistic {

  @Override
  public double[] bounds(double[] norms, int parameters) {
    // (x − max)² ≤ 2x² + 2max², and both squares are among those of the rows.
    double squares = Arrays.stream(norms).map(norm -> norm * norm).sum();
    double[] bounds = new double[2 * norms.length];
    Arrays.fill(bounds, 4 * squares);
    return bounds;
  }

  /** One row may be far beyond all others; the distances between the others must still be exact. */
  @Override
  public int words(double[] norms) {
    int largest = Integer.MIN_VALUE;
    int smallest = Integer.MAX_VALUE;
    for (double norm : norms) {
      if (norm > 0) {
        largest = Math.max(largest, Math.getExponent(norm));
        smallest = Math.min(smallest, Math.getExponent(norm));
      }
    }
    return largest < smallest ? 1 : FixedPointSums.words(2 * (largest - smallest));
  }

  @Override
  public void add(int start, float[][] rows, FixedPointSums sums) {
    float[] high = rows[0].clone();
    float[] low = rows[0].clone();
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        high[j] = Math.max(high[j], row[j]);
        low[j] = Math.min(low[j], row[j]);
      }
    }
    for (int i = 0; i < rows.length; i++) {
      sums.add(2 * i, squared(rows[i], high));
      sums.add(2 * i + 1, squared(rows[i], low));
    }
  }

  private static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double difference = (double) a[j] - b[j];
      sum += difference * difference;
    }
    return sum;
  }
}
