package org.skymask.rule;

import java.util.Arrays;
import org.skymask.kernel.Medians;

/**
 * Computes the usual length, with which lengths are compared before they are clipped
 * (method.md#clipping).
 */
final class UsualNorm {
  /** Of fewer, one client could set the mean of the middle two. */
  private static final int LEAST_FOR_A_MEAN = 4;

  private UsualNorm() {}

  /**
   * The median of the norms that are not zero: the mean of the middle two of an even number, but of
   * fewer than {@value #LEAST_FOR_A_MEAN} the lower middle one. Norms of zero are left out, because
   * many of them would scale everybody down to nothing.
   *
   * @param norms [n]
   * @return 0 where all are zero
   */
  static double of(double[] norms) {
    double[] sent = sent(norms);
    if (sent.length == 0) {
      return 0;
    }
    return sent.length >= LEAST_FOR_A_MEAN ? Medians.meanOfHalves(sent) : Medians.lower(sent);
  }

  /**
   * The median of the norms that are not zero, the lower middle one of an even number, which
   * PyTorch's median is.
   *
   * @param norms any number of them
   * @return 0 where all are zero
   */
  static double lower(double[] norms) {
    double[] sent = sent(norms);
    return sent.length == 0 ? 0 : Medians.lower(sent);
  }

  private static double[] sent(double[] norms) {
    return Arrays.stream(norms).filter(norm -> norm > 0).toArray();
  }
}
