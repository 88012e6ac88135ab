package org.skymask.model;

import java.util.List;

/**
 * Statistics of the trained masks, from which a decision is made. Rows are the clients, then the
 * root update.
 *
 * @param layers names
 * @param sizes parameters of each layer
 * @param grams [layers][rows][rows]: positions where both rows' binary masks are 1
 * @param softMeans [layers][rows]: mean of the mask s over the layer
 */
@SuppressWarnings("ArrayRecordComponent")
public record MaskStatistics(
    List<String> layers, int[] sizes, double[][][] grams, double[][] softMeans) {

  /** R: clients and the root. */
  public int rows() {
    return grams[0].length;
  }

  /** Clients alone. */
  public int clients() {
    return rows() - 1;
  }

  /** D. */
  public long parameterCount() {
    long sum = 0;
    for (int size : sizes) {
      sum += size;
    }
    return sum;
  }

  /** Share of a row's binary mask that is 1. */
  public double density(int row) {
    double ones = 0;
    for (double[][] gram : grams) {
      ones += gram[row][row];
    }
    return ones / parameterCount();
  }

  /** Mean over the layers of a row's mean soft mask. */
  public double softDensity(int row) {
    double sum = 0;
    for (double[] layer : softMeans) {
      sum += layer[row];
    }
    return sum / softMeans.length;
  }
}
