package org.skymask.admission;

import org.skymask.model.Layout;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.model.TensorSpec;

/**
 * Checks the variances that an upload leads to: a negative one makes every loss of the model NaN.
 */
final class Variances {
  private Variances() {}

  /**
   * @param base [layout.valueCount()]
   * @param delta [layout.updateCount()]
   * @throws RefusedException out-of-range, with the first variance that would be negative
   */
  static void check(Layout layout, float[] base, float[] delta) throws RefusedException {
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      if (tensor.variance()) {
        check(tensor, layout.start(i), base, delta);
      }
    }
  }

  private static void check(TensorSpec tensor, int start, float[] base, float[] delta)
      throws RefusedException {
    for (int j = start; j < start + tensor.size(); j++) {
      float variance = base[j] + delta[j];
      if (variance < 0) {
        throw new RefusedException(
            Reason.OUT_OF_RANGE,
            "element "
                + (j - start)
                + " of tensor "
                + tensor.name()
                + " would be "
                + variance
                + ", and the layout says that it is a variance: expected 0 or more");
      }
    }
  }
}
