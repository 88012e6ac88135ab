package org.skymask.kernel;

/** Sums of integers that may be brought together piece by piece, in any order. */
public interface LongSums {

  /** Number of the integers. */
  int length();

  /** A copy of those from {@code from} on and before {@code to}. */
  long[] between(int from, int to);

  /** Adds other sums, of which the first is added to that at {@code from}. */
  void add(int from, long[] other);

  /** Adds to the first values of an array. */
  static long[] add(long[] sums, int from, long[] other) {
    for (int i = 0; i < other.length; i++) {
      sums[from + i] += other[i];
    }
    return sums;
  }
}
