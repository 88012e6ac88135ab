package org.skymask.history;

import java.util.Arrays;
import org.skymask.kernel.Medians;

/** Statistics that a minority of the values cannot move far. */
final class Robust {
  /** Makes the median absolute deviation of normal values their standard deviation. */
  private static final double NORMAL = 1.4826;

  private Robust() {}

  /** 1.4826 times the median absolute deviation from the median. */
  static double deviation(double[] values) {
    double median = Medians.mean(values);
    return NORMAL * Medians.mean(Arrays.stream(values).map(x -> Math.abs(x - median)).toArray());
  }
}
