package org.skymask.rule;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.skymask.kernel.FixedPointSums;

/**
 * Values of the rows at some positions: sum i · positions + k is the value of row i at position k.
 *
 * @param positions on the parameter axis, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
record ValuesAt(int[] positions) implements BlockStatistic {

  /**
   * Positions drawn without repetition; all of them where there are no more.
   *
   * @param parameters D
   */
  static ValuesAt drawn(int count, int parameters, long seed) {
    if (count >= parameters) {
      int[] all = new int[parameters];
      Arrays.setAll(all, j -> j);
      return new ValuesAt(all);
    }
    return new ValuesAt(
        new SplittableRandom(seed).ints(0, parameters).distinct().limit(count).sorted().toArray());
  }

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[norms.length * positions.length];
    for (int i = 0; i < norms.length; i++) {
      Arrays.fill(bounds, i * positions.length, (i + 1) * positions.length, norms[i]);
    }
    return bounds;
  }

  @Override
  public void add(int start, float[][] rows, FixedPointSums sums) {
    for (int k = 0; k < positions.length; k++) {
      int at = positions[k] - start;
      if (at >= 0 && at < rows[0].length) {
        for (int i = 0; i < rows.length; i++) {
          sums.add(i * positions.length + k, rows[i][at]);
        }
      }
    }
  }
}
