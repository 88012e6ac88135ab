package org.skymask.cluster;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The best division of the points of a plane into two.
 *
 * @param gain g = [2(ℓ₂ − ℓ₁) − 6 ln n]/n; −∞ where there is nothing to divide
 * @param second [points]: probability of the second component
 */
@SuppressWarnings("ArrayRecordComponent")
record PlaneSplit(double gain, double[] second) {

  /** The gain; empty where no split was found. */
  OptionalDouble knownGain() {
    return known(gain);
  }

  /** The largest gain of some splits; empty where none was found. */
  static OptionalDouble known(double largest) {
    return Double.isFinite(largest) ? OptionalDouble.of(largest) : OptionalDouble.empty();
  }

  /** Fewer than four points, or all of them in one place. */
  static PlaneSplit none(int points) {
    double[] all = new double[points];
    Arrays.fill(all, 1);
    return new PlaneSplit(Double.NEGATIVE_INFINITY, all);
  }
}
