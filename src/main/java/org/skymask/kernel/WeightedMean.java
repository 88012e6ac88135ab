package org.skymask.kernel;

/** Weighted means of rows, summed in double precision in row order. */
public final class WeightedMean {
  private WeightedMean() {}

  /**
   * Σ wᵢ rowᵢ.
   *
   * @param rows [rows][length]
   * @param weights [rows]; rows of weight 0 are not read
   * @return [length]
   */
  public static float[] of(float[][] rows, double[] weights) {
    double[] sum = new double[rows.length == 0 ? 0 : rows[0].length];
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        add(rows[i], weights[i], sum);
      }
    }
    float[] mean = new float[sum.length];
    for (int j = 0; j < sum.length; j++) {
      mean[j] = (float) sum[j];
    }
    return mean;
  }

  private static void add(float[] row, double weight, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += weight * row[j];
    }
  }
}
