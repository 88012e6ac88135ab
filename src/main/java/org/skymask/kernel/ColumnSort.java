package org.skymask.kernel;

/**
 * Sorts many columns at once: Batcher's odd-even merge sort ("Sorting networks and their
 * applications", AFIPS 1968) compares the same two rows in every column, so that a comparison is a
 * loop over a stretch of two rows, which the compiler makes vector instructions of. A column of 100
 * values takes 1,104 comparisons whatever they are.
 */
public final class ColumnSort {
  private ColumnSort() {}

  /**
   * Sorts each column, ascending from the first row; −0 is below 0.
   *
   * @param rows [rows + 1][width or more], no NaN; the last is room to work in. Rows are exchanged
   *     for one another.
   * @param width columns that are sorted
   */
  public static void sort(float[][] rows, int width) {
    int n = rows.length - 1;
    for (int merged = 1; merged < n; merged *= 2) {
      for (int gap = merged; gap >= 1; gap /= 2) {
        for (int start = gap % merged; start + gap < n; start += 2 * gap) {
          int end = Math.min(start + gap, n - gap);
          for (int i = start; i < end; i++) {
            if (i / (2 * merged) == (i + gap) / (2 * merged)) {
              exchange(rows, i, i + gap, width);
            }
          }
        }
      }
    }
  }

  /** Two loops with one store each: with both in one the compiler would not take vectors. */
  private static void exchange(float[][] rows, int first, int second, int width) {
    float[] a = rows[first];
    float[] b = rows[second];
    float[] low = rows[rows.length - 1];
    for (int j = 0; j < width; j++) {
      low[j] = Math.min(a[j], b[j]);
    }
    for (int j = 0; j < width; j++) {
      b[j] = Math.max(a[j], b[j]);
    }
    rows[first] = low;
    rows[rows.length - 1] = a;
  }
}
