package org.skymask.rule;

import java.io.Serializable;
import org.skymask.kernel.FixedPointSums;

/** Sums over the parameter axis that are taken block by block, where the rows lie. */
public interface BlockStatistic extends Serializable {

  /**
   * For each sum, a number that the absolute values of its terms do not exceed together.
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
   * Adds what a block has to say.
   *
   * @param start of the block on the parameter axis
   * @param rows [n][length of the block], not to be changed
   */
  void add(int start, float[][] rows, FixedPointSums sums);
}
