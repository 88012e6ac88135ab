package org.skymask.rule;

import org.jspecify.annotations.Nullable;
import org.skymask.kernel.WeightedMean;

/** Matrices of shares, as {@link RowMixing} makes them. */
public final class Mixing {
  private Mixing() {}

  /**
   * The mixed rows.
   *
   * @param rows [rows or more][length]
   * @param mixing [new rows][rows]
   */
  static float[][] of(float[][] rows, double[][] mixing) {
    float[][] mixed = new float[mixing.length][];
    for (int k = 0; k < mixed.length; k++) {
      mixed[k] = WeightedMean.of(rows, mixing[k]);
    }
    return mixed;
  }

  /**
   * One mixing after another.
   *
   * @param second [c][b]
   * @param first [b][a]
   * @return [c][a]
   */
  public static double[][] product(double[][] second, double[][] first) {
    double[][] product = new double[second.length][];
    for (int i = 0; i < second.length; i++) {
      product[i] = back(second[i], first);
    }
    return product;
  }

  /**
   * Weights of mixed rows as weights of the rows that they were mixed from, Mᵀw.
   *
   * @param weights [new rows]
   * @param mixing [new rows][rows]; null where nothing was mixed
   */
  public static double[] back(double[] weights, double @Nullable [][] mixing) {
    if (mixing == null) {
      return weights;
    }
    double[] sums = new double[mixing[0].length];
    for (int k = 0; k < weights.length; k++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weights[k] * mixing[k][i];
      }
    }
    return sums;
  }
}
