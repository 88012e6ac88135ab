package org.skymask.rule;

import java.util.Arrays;
import java.util.List;
import org.skymask.kernel.FixedPointSums;
import org.skymask.model.Layer.Range;

/**
 * How often each digit stands at a place in the magnitudes of a row, among those that begin with
 * given digits. Magnitudes are ordered as the bits of their floats are. Sum i·2^bits + d is of row
 * i and digit d.
 *
 * @param where on the parameter axis
 * @param beginnings [n] the bits before the digit
 * @param shift bits after the digit
 * @param bits of the digit
 */
@SuppressWarnings("ArrayRecordComponent")
record MagnitudeDigits(List<Range> where, int[] beginnings, int shift, int bits)
    implements BlockStatistic {

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[beginnings.length << bits];
    Arrays.fill(bounds, parameters);
    return bounds;
  }

  @Override
  public void add(int start, float[][] rows, FixedPointSums sums) {
    int[] counts = new int[1 << bits];
    for (int i = 0; i < beginnings.length; i++) {
      Arrays.fill(counts, 0);
      for (Range range : where) {
        Range part = range.within(start, start + rows[i].length);
        for (int j = part.start(); j < part.end(); j++) {
          int magnitude = Float.floatToRawIntBits(Math.abs(rows[i][j - start]));
          if (magnitude >>> (shift + bits) == beginnings[i]) {
            counts[magnitude >>> shift & counts.length - 1]++;
          }
        }
      }
      for (int digit = 0; digit < counts.length; digit++) {
        if (counts[digit] > 0) {
          sums.add((i << bits) + digit, counts[digit]);
        }
      }
    }
  }
}
