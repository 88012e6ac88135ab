package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** Takes the lists of a column, piece by piece in order; an empty list as one piece of length 0. */
public interface FloatSink {

  /**
   * Takes some consecutive values of a list.
   *
   * @param row in its row group
   * @param position of the first value in its list
   * @param buffer holds the values from {@code from} on; it is used again afterwards
   */
  void put(int row, long position, float[] buffer, int from, int count) throws RefusedException;
}
