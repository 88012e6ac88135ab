package org.skymask.rule;

import java.util.List;
import org.skymask.model.Layer.Range;

/**
 * Where the largest magnitudes of each row end, found exactly in three passes over the rows, digit
 * by digit (a radix selection).
 *
 * @param least [n] the smallest of the k largest |xⱼ|
 * @param above [n] how many are larger
 * @param equal [n] how many are just as large
 */
@SuppressWarnings("ArrayRecordComponent")
record LargestMagnitudes(float[] least, long[] above, long[] equal) {
  /** Bits of each digit: 31 together, since a magnitude has no sign. */
  private static final int[] DIGITS = {11, 10, 10};

  /**
   * @param where on the parameter axis, not empty
   * @param count k, from 1 to the positions there
   */
  static LargestMagnitudes of(Geometry updates, List<Range> where, long count) {
    int n = updates.rows();
    int[] bits = new int[n];
    long[] above = new long[n];
    long[] equal = new long[n];
    int shift = Integer.SIZE - 1;
    for (int width : DIGITS) {
      shift -= width;
      double[] counts = updates.sums(new MagnitudeDigits(where, bits.clone(), shift, width));
      for (int i = 0; i < n; i++) {
        int first = i << width;
        int digit = (1 << width) - 1;
        while (above[i] + (long) counts[first + digit] < count) {
          above[i] += (long) counts[first + digit];
          digit--;
        }
        equal[i] = (long) counts[first + digit];
        bits[i] = bits[i] << width | digit;
      }
    }
    float[] least = new float[n];
    for (int i = 0; i < n; i++) {
      least[i] = Float.intBitsToFloat(bits[i]);
    }
    return new LargestMagnitudes(least, above, equal);
  }
}
