package org.skymask.rule;

import org.jspecify.annotations.Nullable;
import org.skymask.kernel.ColumnSort;
import org.skymask.kernel.WeightedMean;

/**
 * A statistic of each coordinate over the rows of a block: the mean of a window of its sorted
 * values.
 *
 * @param mixing [rows][clients], the shares of a {@link RowMixing}; null where the rows are the
 *     clients
 * @param rows that take part; a row that is listed several times counts as often
 */
@SuppressWarnings("ArrayRecordComponent")
public record CoordinateStatistic(double @Nullable [][] mixing, int[] rows, Window window)
    implements BlockAggregate {

  /** Coordinates that are sorted at once: with 100 rows they stay in the nearest cache. */
  private static final int TILE = 64;

  /** Takes the sorted values of a coordinate. */
  private interface Sink {
    /**
     * @param column [rows] values in row order
     */
    void take(int coordinate, float[] column, float[] sorted, int from, int length);
  }

  @Override
  public float[] of(int start, float[][] deltas) {
    return of(deltas);
  }

  /**
   * The statistic of each coordinate.
   *
   * @param deltas [clients or more][length]
   * @return [length]
   */
  public float[] of(float[][] deltas) {
    float[] values = new float[deltas[0].length];
    walk(
        deltas,
        (coordinate, column, sorted, from, length) -> {
          double sum = 0;
          for (int i = from; i < from + length; i++) {
            sum += sorted[i];
          }
          values[coordinate] = (float) (sum / length);
        });
    return values;
  }

  /** A row has a part where its value lies within the window. Equal values all count. */
  @Override
  public void count(int start, float[][] deltas, long[] counts) {
    walk(
        deltas,
        (coordinate, column, sorted, from, length) -> {
          float low = sorted[from];
          float high = sorted[from + length - 1];
          for (int i = 0; i < column.length; i++) {
            counts[i] += column[i] >= low && column[i] <= high ? 1 : 0;
          }
        });
  }

  private void walk(float[][] deltas, Sink sink) {
    float[][] values = taken(deltas);
    int width = values[0].length;
    // One more row, for the sort to work in.
    float[][] tile = new float[values.length + 1][TILE];
    float[] column = new float[values.length];
    float[] sorted = new float[values.length];
    int length = window.length(values.length);
    for (int start = 0; start < width; start += TILE) {
      int count = Math.min(TILE, width - start);
      for (int i = 0; i < values.length; i++) {
        System.arraycopy(values[i], start, tile[i], 0, count);
      }
      ColumnSort.sort(tile, count);
      for (int j = 0; j < count; j++) {
        for (int i = 0; i < column.length; i++) {
          column[i] = values[i][start + j];
          sorted[i] = tile[i][j];
        }
        sink.take(start + j, column, sorted, window.from(sorted), length);
      }
    }
  }

  private float[][] taken(float[][] deltas) {
    float[][] values = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      values[i] = mixing == null ? deltas[rows[i]] : WeightedMean.of(deltas, mixing[rows[i]]);
    }
    return values;
  }
}
