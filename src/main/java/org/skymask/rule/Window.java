package org.skymask.rule;

import java.io.Serializable;
import org.skymask.kernel.Medians;

/** Which stretch of a coordinate's sorted values is averaged. */
public interface Window extends Serializable {

  /** How many of {@code rows} values are averaged, 1 or more. */
  int length(int rows);

  /**
   * Index of the first value that is averaged.
   *
   * @param sorted one coordinate of all rows, ascending
   */
  int from(float[] sorted);

  /** The middle value, or the middle two of an even number. */
  record Middle() implements Window {
    @Override
    public int length(int rows) {
      return rows % 2 == 0 ? 2 : 1;
    }

    @Override
    public int from(float[] sorted) {
      return (sorted.length - 1) / 2;
    }
  }

  /**
   * All but the ends.
   *
   * @param trim values left out at each end
   */
  record Trimmed(int trim) implements Window {
    @Override
    public int length(int rows) {
      return rows - 2 * trim;
    }

    @Override
    public int from(float[] sorted) {
      return trim;
    }
  }

  /**
   * The values nearest to the median; of two at the same distance the smaller.
   *
   * @param kept how many
   */
  record AroundMedian(int kept) implements Window {
    @Override
    public int length(int rows) {
      return kept;
    }

    @Override
    public int from(float[] sorted) {
      int n = sorted.length;
      double median = Medians.ofSorted(sorted);
      int from = 0;
      while (from + kept < n && sorted[from + kept] - median < median - sorted[from]) {
        from++;
      }
      return from;
    }
  }
}
