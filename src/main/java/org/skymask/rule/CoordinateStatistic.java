package org.skymask.rule;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.WeightedMean;

/**
 * A statistic of each coordinate over the rows of a block: the mean of a window of its sorted
 * values.
 *
 * @param mixing [rows][clients], the shares of a {@link PreAggregation}; null where the rows are
 *     the clients
 * @param rows that take part; one that stands there several times counts as often
 */
@SuppressWarnings("ArrayRecordComponent")
public record CoordinateStatistic(double @Nullable [][] mixing, int[] rows, Window window)
    implements Serializable {

  /** Coordinates that are gathered at once, so that a row is read in whole cache lines. */
  private static final int TILE = 64;

  /** Takes the sorted values of a coordinate. */
  private interface Sink {
    /**
     * @param column [rows] values in row order
     */
    void take(int coordinate, float[] column, float[] sorted, int from, int length);
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

  /**
   * Counts, for each row, the coordinates at which its value lies within the window. Equal values
   * all count.
   *
   * @param counts [rows], added to
   */
  public void count(float[][] deltas, long[] counts) {
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
    float[][] columns = new float[TILE][values.length];
    float[] sorted = new float[values.length];
    int length = window.length(values.length);
    for (int start = 0; start < width; start += TILE) {
      int count = Math.min(TILE, width - start);
      gather(values, start, count, columns);
      for (int j = 0; j < count; j++) {
        System.arraycopy(columns[j], 0, sorted, 0, sorted.length);
        Arrays.sort(sorted);
        sink.take(start + j, columns[j], sorted, window.from(sorted), length);
      }
    }
  }

  private static void gather(float[][] values, int start, int count, float[][] columns) {
    for (int i = 0; i < values.length; i++) {
      float[] row = values[i];
      for (int j = 0; j < count; j++) {
        columns[j][i] = row[start + j];
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
