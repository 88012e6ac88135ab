package org.skymask.admission;

import org.skymask.model.Layout;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.storage.shard.ShardReader;

/**
 * Checks the values that an upload has for frozen tensors, which must be the base's
 * (method.md#frozen): a delta of zero, or equal weights.
 */
final class FrozenTensors implements ShardReader.Sink {
  private final Layout layout;
  private final float[] base;
  private final boolean weights;

  /**
   * @param base [layout.valueCount()]
   * @param weights whether the upload has weights, not deltas
   */
  FrozenTensors(Layout layout, float[] base, boolean weights) {
    this.layout = layout;
    this.base = base;
    this.weights = weights;
  }

  /**
   * @throws RefusedException frozen-changed, with the first value that is another
   */
  @Override
  public void put(String tensor, long offset, float[] buffer, int from, int count)
      throws RefusedException {
    int start = layout.start(layout.indexOf(tensor)) + (int) offset;
    for (int j = 0; j < count; j++) {
      float expected = weights ? base[start + j] : 0;
      if (buffer[from + j] != expected) {
        throw new RefusedException(
            Reason.FROZEN_CHANGED,
            "element "
                + (offset + j)
                + " of tensor "
                + tensor
                + " is "
                + buffer[from + j]
                + ", expected "
                + expected
                + ": the layout says that the tensor is frozen; leave it out of the upload");
      }
    }
  }
}
