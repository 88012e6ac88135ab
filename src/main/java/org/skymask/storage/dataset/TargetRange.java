package org.skymask.storage.dataset;

import org.jspecify.annotations.Nullable;
import org.skymask.model.LossFunction;
import org.skymask.model.Signature;

/**
 * Values that a column may hold besides what its type says.
 *
 * @param most the largest; the smallest is 0
 * @param ignored a value that is allowed besides; null where there is none
 * @param described for messages
 */
record TargetRange(double most, @Nullable Long ignored, String described) {

  static TargetRange any() {
    return new TargetRange(Double.POSITIVE_INFINITY, null, "");
  }

  /** What targets may be: classes, or probabilities. */
  static TargetRange of(Signature signature) {
    Integer classes = signature.classes();
    if (signature.loss() == LossFunction.CROSS_ENTROPY && classes != null) {
      return new TargetRange(classes - 1, null, "0 to " + (classes - 1));
    }
    if (signature.loss() == LossFunction.CROSS_ENTROPY_PER_TOKEN && classes != null) {
      String described = "0 to " + (classes - 1) + ", or " + Signature.IGNORED + " to be ignored";
      return new TargetRange(classes - 1, Signature.IGNORED, described);
    }
    if (signature.loss() == LossFunction.BINARY_CROSS_ENTROPY) {
      return new TargetRange(1, null, "0 to 1");
    }
    return any();
  }

  boolean holds(double value) {
    return described.isEmpty()
        || (value >= 0 && value <= most)
        || (ignored != null && value == ignored);
  }
}
