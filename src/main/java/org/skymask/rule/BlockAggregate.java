package org.skymask.rule;

import java.io.Serializable;

/**
 * Computes an aggregate that is no weighted sum of the rows, block by block on the executors that
 * hold them.
 */
public interface BlockAggregate extends Serializable {

  /**
   * The aggregate of a block.
   *
   * @param start of the block on the parameter axis
   * @param deltas [rows or more][length], not to be changed
   * @return [length]
   */
  float[] of(int start, float[][] deltas);

  /** The row that each count of {@link #count} is of. */
  int[] rows();

  /**
   * Counts the coordinates in which rows have a part.
   *
   * @param counts [length of {@link #rows}], added to
   */
  void count(int start, float[][] deltas, long[] counts);
}
