package org.skymask.kernel;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums of numbers with the same bits in whatever order they are added: each number is rounded to a
 * multiple of its sum's unit, and the sums are those of integers. With Σ|x| &lt; 2^e the unit is
 * 2^(e − 61), and with further words for each of them 2^−32 of that.
 */
public final class FixedPointSums implements LongSums, Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 61;

  /**
   * A word after the first takes less than 2^32 from each number, so that 2^31 numbers may be
   * added.
   */
  private static final int WORD = 32;

  private final int[] exponents;
  private final int words;

  /** [sums × words], the highest word of a sum first. */
  private final long[] sums;

  /**
   * @param bounds [sums], none below what the absolute values of a sum's terms add up to
   */
  public FixedPointSums(double[] bounds) {
    this(bounds, 1);
  }

  /**
   * @param words of a sum, 1 or more; see {@link #words}
   */
  public FixedPointSums(double[] bounds, int words) {
    this(Arrays.stream(bounds).mapToInt(bound -> Math.getExponent(bound) + 1).toArray(), words);
  }

  private FixedPointSums(int[] exponents, int words) {
    this.exponents = exponents;
    this.words = words;
    this.sums = new long[Math.multiplyExact(exponents.length, words)];
  }

  /** Words in which numbers of 2^−bits of the bound are known as well as the bound is in one. */
  public static int words(int bits) {
    return 1 + (bits + WORD - 1) / WORD;
  }

  /** Sums of nothing yet, in the same units. */
  public FixedPointSums empty() {
    return new FixedPointSums(exponents, words);
  }

  /** Adds a number to one of the sums. */
  public void add(int sum, double value) {
    double rest = value;
    int unit = exponents[sum] - BITS;
    int at = sum * words;
    for (int w = 1; w < words; w++, unit -= WORD) {
      // Towards zero, so that the rest is exact and has the same sign.
      long whole = (long) Math.scalb(rest, -unit);
      rest -= Math.scalb((double) whole, unit);
      sums[at++] += whole;
    }
    sums[at] += Math.round(Math.scalb(rest, -unit));
  }

  /** Adds the sums of other numbers. */
  public void add(FixedPointSums other) {
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

  /** The sums. */
  public double[] values() {
    double[] values = new double[exponents.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    return values;
  }

  /**
   * From the lowest word up: what is beyond a word is carried to the nearest of the next, so that
   * words do not cancel each other.
   */
  private double value(int sum) {
    int unit = exponents[sum] - BITS - WORD * (words - 1);
    double value = 0;
    long carried = 0;
    for (int w = words - 1; w > 0; w--, unit += WORD) {
      long whole = sums[sum * words + w] + carried;
      carried = (whole + (1L << (WORD - 1))) >> WORD;
      value += Math.scalb((double) (whole - (carried << WORD)), unit);
    }
    return value + Math.scalb((double) (sums[sum * words] + carried), unit);
  }
}
