package org.skymask.rule;

import java.io.Serializable;
import org.skymask.kernel.FixedPointSums;

/** Sums over the parameter axis, taken block by block on the executors that hold the rows. */
public interface BlockStatistic extends Serializable {

  /**
   * For each sum, a bound of the sum of the absolute values of its terms.
   *
   * @param norms [n], no less than the lengths of the rows
   * @param parameters D, length of the parameter axis
   */
  double[] bounds(double[] norms, int parameters);

  /**
   * Words that a sum takes: with one it is known to 2^−61 of its bound, with each further one to
   * 2^−32 of that.
   *
   * @param norms [n], as above
   */
  default int words(double[] norms) {
    return 1;
  }

  /**
   * Adds the terms of a block.
   *
   * @param start of the block on the parameter axis
   * @param rows [n][length of the block], not to be changed
   */
  void add(int start, float[][] rows, FixedPointSums sums);
}
