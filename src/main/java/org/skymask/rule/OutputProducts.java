package org.skymask.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.FixedPointSums;

/**
 * Inner products of the rows' output layers after each coordinate was brought to mean 0 and
 * variance 1 over the rows; a coordinate without variance is left out. Sum i · n + j for j ≤ i.
 *
 * @param only a class whose part of the layer is looked at; null: all of it
 */
record OutputProducts(int rows, OutputLayer layer, @Nullable Integer only)
    implements BlockStatistic {

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[rows * rows];
    // A coordinate's squares add up to n.
    double values = (double) layer.weight().length() + layer.bias().length();
    Arrays.fill(bounds, rows * values);
    return bounds;
  }

  @Override
  public void add(int start, float[][] block, FixedPointSums sums) {
    double[] column = new double[rows];
    double[] products = new double[rows * rows];
    for (int j = 0; j < block[0].length; j++) {
      int found = layer.classOf(start + j);
      if (found >= 0 && (only == null || found == only) && standardised(block, j, column)) {
        for (int i = 0; i < rows; i++) {
          for (int k = 0; k <= i; k++) {
            products[i * rows + k] += column[i] * column[k];
          }
        }
      }
    }
    for (int k = 0; k < products.length; k++) {
      sums.add(k, products[k]);
    }
  }

  /** False where the coordinate is the same in all rows. */
  private static boolean standardised(float[][] block, int j, double[] column) {
    int n = column.length;
    double mean = 0;
    for (float[] row : block) {
      mean += (double) row[j] / n;
    }
    double variance = 0;
    boolean same = true;
    for (int i = 0; i < n; i++) {
      same &= block[i][j] == block[0][j];
      column[i] = block[i][j] - mean;
      variance += column[i] * column[i] / n;
    }
    for (int i = 0; i < n && variance > 0; i++) {
      column[i] /= Math.sqrt(variance);
    }
    return !same && variance > 0;
  }

  /** [n][n], symmetric. */
  double[][] gram(double[] sums) {
    double[][] gram = new double[rows][rows];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k <= i; k++) {
        gram[i][k] = sums[i * rows + k];
        gram[k][i] = gram[i][k];
      }
    }
    return gram;
  }
}
