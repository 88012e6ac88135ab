package org.skymask.rule;

import java.util.Arrays;
import org.skymask.kernel.FixedPointSums;

/**
 * Inner products of the rows' signs: sum i(i + 1)/2 + k is Σⱼ sgn(xᵢⱼ) sgn(xₖⱼ) of the rows k ≤ i.
 *
 * @param rows n
 */
record SignProducts(int rows) implements BlockStatistic {

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[rows * (rows + 1) / 2];
    Arrays.fill(bounds, parameters);
    return bounds;
  }

  @Override
  public void add(int start, float[][] block, FixedPointSums sums) {
    int[][] signs = new int[rows][block[0].length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < signs[i].length; j++) {
        signs[i][j] = (int) Math.signum(block[i][j]);
      }
      for (int k = 0; k <= i; k++) {
        sums.add(i * (i + 1) / 2 + k, product(signs[i], signs[k]));
      }
    }
  }

  private static int product(int[] a, int[] b) {
    int sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /**
   * How many rows agree with each row in more signs than not, itself among them, less those that
   * agree in fewer.
   *
   * @return [n], 0 where that is negative
   */
  int[] concordance(double[] sums) {
    int[] concordance = new int[rows];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k <= i; k++) {
        int agreement = (int) Math.signum(sums[i * (i + 1) / 2 + k]);
        concordance[i] += agreement;
        concordance[k] += k < i ? agreement : 0;
      }
    }
    return Arrays.stream(concordance).map(sum -> Math.max(0, sum)).toArray();
  }
}
