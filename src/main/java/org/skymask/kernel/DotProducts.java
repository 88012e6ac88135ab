package org.skymask.kernel;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Inner products of all pairs of rows, summed over blocks of positions in any order with the same
 * bits: a block's product is rounded to a multiple of a unit, and the sums are those of integers.
 *
 * <p>With ‖xᵢ‖ &lt; 2^eᵢ the unit of a pair is 2^(eᵢ + eⱼ − 60), so that by Cauchy-Schwarz no sum
 * overflows, and rounding is below that of double precision.
 */
public final class DotProducts implements LongSums, Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 60;

  /** Rows from which on pairs are summed side by side; below, that takes longer. */
  private static final int MANY = 16;

  private final int[] exponents;

  /** Upper triangle with the diagonal, row after row. */
  private final long[] sums;

  /**
   * @param norms [rows], no less than the rows' lengths over all blocks, but for rounding
   */
  public DotProducts(double[] norms) {
    this.exponents = new int[norms.length];
    for (int i = 0; i < norms.length; i++) {
      exponents[i] = Math.getExponent(norms[i]) + 2;
    }
    this.sums = new long[Math.multiplyExact(norms.length, norms.length + 1) / 2];
  }

  private DotProducts(int[] exponents) {
    this.exponents = exponents;
    this.sums = new long[exponents.length * (exponents.length + 1) / 2];
  }

  /** Sums of nothing yet, in the same units. */
  public DotProducts empty() {
    return new DotProducts(exponents);
  }

  /**
   * Adds the products over these positions.
   *
   * @param rows [rows][length]
   */
  public void add(float[][] rows) {
    if (rows.length != exponents.length) {
      throw new IllegalArgumentException(rows.length + " rows, expected " + exponents.length);
    }
    if (rows.length >= MANY) {
      addMany(rows);
    } else {
      addFew(rows);
    }
  }

  private void addMany(float[][] rows) {
    double[][] products = PairProducts.of(rows);
    int index = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = i; j < rows.length; j++) {
        sums[index++] += units(products[i][j], i, j);
      }
    }
  }

  private void addFew(float[][] rows) {
    int index = 0;
    for (int i = 0; i < rows.length; i++) {
      int j = i;
      for (; j + 4 <= rows.length; j += 4) {
        index = addFour(rows, i, j, index);
      }
      for (; j < rows.length; j++) {
        sums[index++] += units(Vectors.dot(rows[i], rows[j], rows[i].length), i, j);
      }
    }
  }

  /** Four sums at once keep the processor busy; each is still from first to last. */
  private int addFour(float[][] rows, int i, int j, int index) {
    float[] row = rows[i];
    float[] a = rows[j];
    float[] b = rows[j + 1];
    float[] c = rows[j + 2];
    float[] d = rows[j + 3];
    double sumA = 0;
    double sumB = 0;
    double sumC = 0;
    double sumD = 0;
    for (int k = 0; k < row.length; k++) {
      double value = row[k];
      sumA += value * a[k];
      sumB += value * b[k];
      sumC += value * c[k];
      sumD += value * d[k];
    }
    sums[index] += units(sumA, i, j);
    sums[index + 1] += units(sumB, i, j + 1);
    sums[index + 2] += units(sumC, i, j + 2);
    sums[index + 3] += units(sumD, i, j + 3);
    return index + 4;
  }

  private long units(double product, int i, int j) {
    return Math.round(Math.scalb(product, BITS - exponents[i] - exponents[j]));
  }

  /** Adds the sums over other positions. */
  public void add(DotProducts other) {
    add(0, other.sums);
  }

  @Override
  public int length() {
    return sums.length;
  }

  @Override
  public long[] between(int from, int to) {
    return Arrays.copyOfRange(sums, from, to);
  }

  @Override
  public void add(int from, long[] other) {
    LongSums.add(sums, from, other);
  }

  /** The whole symmetric matrix, [rows][rows]. */
  public double[][] matrix() {
    int rows = exponents.length;
    double[][] matrix = new double[rows][rows];
    int index = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = i; j < rows; j++) {
        matrix[i][j] = Math.scalb((double) sums[index++], exponents[i] + exponents[j] - BITS);
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }
}
