package org.skymask.kernel;

import java.io.Serializable;

/**
 * Gram matrix of binary masks: for each pair of rows the number of positions where both are 1. Bits
 * are packed into words; pairs are counted tile by tile, so that words are read from cache.
 */
public final class GramCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TILE_ROWS = 50;

  private final int rows;

  /** Upper triangle with the diagonal, row after row; a count is at most D and fits an int. */
  private final int[] counts;

  public GramCounts(int rows) {
    this.rows = rows;
    this.counts = new int[Math.multiplyExact(rows, rows + 1) / 2];
  }

  /**
   * Packs [e &lt; cut] of the positions [from, to) into words; the last word is padded with zeros.
   */
  public static long[] pack(float[] e, float cut, int from, int to) {
    long[] words = new long[(to - from + 63) >>> 6];
    for (int j = from; j < to; j++) {
      if (e[j] < cut) {
        words[(j - from) >>> 6] |= 1L << (j - from);
      }
    }
    return words;
  }

  /**
   * Adds the counts of these positions.
   *
   * @param bits [rows][words]
   */
  public void add(long[][] bits) {
    if (bits.length != rows) {
      throw new IllegalArgumentException(bits.length + " rows of bits, expected " + rows);
    }
    for (int a = 0; a < rows; a += TILE_ROWS) {
      for (int b = a; b < rows; b += TILE_ROWS) {
        addTile(bits, a, b);
      }
    }
  }

  private void addTile(long[][] bits, int fromA, int fromB) {
    int toA = Math.min(rows, fromA + TILE_ROWS);
    int toB = Math.min(rows, fromB + TILE_ROWS);
    for (int a = fromA; a < toA; a++) {
      for (int b = Math.max(a, fromB); b < toB; b++) {
        counts[index(a, b)] += both(bits[a], bits[b]);
      }
    }
  }

  private int index(int a, int b) {
    return a * rows - a * (a - 1) / 2 + b - a;
  }

  private static int both(long[] a, long[] b) {
    int count = 0;
    for (int w = 0; w < a.length; w++) {
      count += Long.bitCount(a[w] & b[w]);
    }
    return count;
  }

  /** Adds the counts of other positions. */
  public void add(GramCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** The whole symmetric matrix, [rows][rows]. */
  public double[][] matrix() {
    double[][] matrix = new double[rows][rows];
    for (int a = 0; a < rows; a++) {
      for (int b = a; b < rows; b++) {
        matrix[a][b] = counts[index(a, b)];
        matrix[b][a] = matrix[a][b];
      }
    }
    return matrix;
  }
}
