package org.skymask.kernel;

/**
 * Inner products of all pairs of many rows. Each product is summed in double precision from the
 * first position to the last, as {@link Vectors#dot} does it, so the bits are the same; but here
 * neighbouring pairs are summed side by side, which a processor does several at a time.
 */
final class PairProducts {
  /** Positions at a time: those of a thousand rows stay in the second cache. */
  private static final int DEPTH = 64;

  private final float[][] rows;

  /** [positions][rows]: the rows' values at some positions. */
  private final double[][] columns;

  /** [rows][rows], of which the upper triangle is summed. */
  private final double[][] sums;

  private PairProducts(float[][] rows) {
    this.rows = rows;
    this.columns = new double[DEPTH][rows.length];
    this.sums = new double[rows.length][rows.length];
  }

  /**
   * The products.
   *
   * @param rows [rows][length]
   * @return [rows][rows], of which the upper triangle with the diagonal is filled
   */
  static double[][] of(float[][] rows) {
    PairProducts products = new PairProducts(rows);
    for (int from = 0; from < rows[0].length; from += DEPTH) {
      products.add(from, Math.min(DEPTH, rows[0].length - from));
    }
    return products.sums;
  }

  private void add(int from, int depth) {
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < depth; k++) {
        columns[k][i] = rows[i][from + k];
      }
    }
    for (int i = 0; i < rows.length; i++) {
      int k = 0;
      for (; k + 4 <= depth; k += 4) {
        addFour(i, k);
      }
      for (; k < depth; k++) {
        addOne(sums[i], i, columns[k][i], columns[k]);
      }
    }
  }

  private void addFour(int i, int k) {
    double[] a = columns[k];
    double[] b = columns[k + 1];
    double[] c = columns[k + 2];
    double[] d = columns[k + 3];
    addFour(sums[i], i, a[i], b[i], c[i], d[i], a, b, c, d);
  }

  /** One index for all arrays: the compiler makes vector instructions of nothing else. */
  private static void addFour(
      double[] sums,
      int from,
      double a,
      double b,
      double c,
      double d,
      double[] as,
      double[] bs,
      double[] cs,
      double[] ds) {
    for (int j = from; j < sums.length; j++) {
      double sum = sums[j];
      sum += a * as[j];
      sum += b * bs[j];
      sum += c * cs[j];
      sum += d * ds[j];
      sums[j] = sum;
    }
  }

  private static void addOne(double[] sums, int from, double a, double[] as) {
    for (int j = from; j < sums.length; j++) {
      sums[j] += a * as[j];
    }
  }
}
