package org.skymask.kernel;

import java.io.Serializable;

/**
 * Sums of numbers with the same bits in whatever order they are added: each number is rounded to a
 * multiple of its sum's unit, and the sums are those of integers. With Σ|x| &lt; 2^e the unit is
 * 2^(e − 61).
 */
public final class FixedPointSums implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 61;

  private final int[] exponents;
  private final long[] sums;

  /**
   * @param bounds [sums], none below what the absolute values of a sum's terms add up to
   */
  public FixedPointSums(double[] bounds) {
    this.exponents = new int[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      exponents[i] = Math.getExponent(bounds[i]) + 1;
    }
    this.sums = new long[bounds.length];
  }

  private FixedPointSums(int[] exponents) {
    this.exponents = exponents;
    this.sums = new long[exponents.length];
  }

  /** Sums of nothing yet, in the same units. */
  public FixedPointSums empty() {
    return new FixedPointSums(exponents);
  }

  /** Adds a number to one of the sums. */
  public void add(int sum, double value) {
    sums[sum] += Math.round(Math.scalb(value, BITS - exponents[sum]));
  }

  /** Adds the sums of other numbers. */
  public void add(FixedPointSums other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
  }

  /** The sums. */
  public double[] values() {
    double[] values = new double[sums.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb((double) sums[i], exponents[i] - BITS);
    }
    return values;
  }
}
