package org.skymask.kernel;

import java.util.Arrays;
import java.util.Random;

/** Rows to test kernels on. */
final class KernelRows {
  private KernelRows() {}

  /** Normally distributed values, [rows][length]. */
  static float[][] normal(int rows, int length, double deviation, long seed) {
    Random random = new Random(seed);
    float[][] values = new float[rows][length];
    for (float[] row : values) {
      for (int j = 0; j < length; j++) {
        row[j] = (float) (deviation * random.nextGaussian());
      }
    }
    return values;
  }

  /** Masks at their start. */
  static float[][] masks(int rows, int length) {
    float[][] masks = new float[rows][length];
    for (float[] row : masks) {
      Arrays.fill(row, MaskKernel.START);
    }
    return masks;
  }

  static float[][] copy(float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      copy[i] = rows[i].clone();
    }
    return copy;
  }
}
