package org.skymask.rule;

import java.util.Arrays;
import org.skymask.kernel.FixedPointSums;

/**
 * Rows brought to a small width by one random linear map (Charikar et al., "Finding Frequent Items
 * in Data Streams", ICALP 2002: count sketch): each coordinate is added, with a random sign, to a
 * random one of the sketch's. Lengths and inner products stay, up to about √(2/width) of the
 * lengths; where the axis is no longer than the width, it is kept as it is. Sum i · width + k is
 * coordinate k of row i.
 *
 * @param width of a sketch
 * @param seed of the map
 */
record Sketch(int rows, int width, boolean whole, long seed) implements BlockStatistic {

  /** A sketch for an axis of this length. */
  static Sketch of(int rows, int width, int parameters, long seed) {
    boolean whole = parameters <= width;
    return new Sketch(rows, whole ? parameters : width, whole, seed);
  }

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[rows * width];
    for (int i = 0; i < rows; i++) {
      // Σ|x| ≤ √D ‖x‖.
      Arrays.fill(bounds, i * width, (i + 1) * width, Math.sqrt(parameters) * norms[i]);
    }
    return bounds;
  }

  @Override
  public void add(int start, float[][] block, FixedPointSums sums) {
    for (int j = 0; j < block[0].length; j++) {
      long bits = whole ? 0 : Hash.bits(seed, start + j);
      int place = whole ? start + j : (int) Long.remainderUnsigned(bits >>> 1, width);
      int sign = (bits & 1) == 0 ? 1 : -1;
      for (int i = 0; i < rows; i++) {
        sums.add(i * width + place, sign * (double) block[i][j]);
      }
    }
  }

  /** [n][width], in single precision, as they are kept. */
  double[][] of(double[] sums) {
    double[][] sketches = new double[rows][width];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < width; k++) {
        sketches[i][k] = Memory.kept(sums[i * width + k]);
      }
    }
    return sketches;
  }
}
