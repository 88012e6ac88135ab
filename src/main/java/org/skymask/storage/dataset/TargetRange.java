package org.skymask.storage.dataset;

import org.jspecify.annotations.Nullable;
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
    return switch (signature.loss()) {
      case CROSS_ENTROPY -> {
        int most = signature.requiredClasses() - 1;
        yield new TargetRange(most, null, "0 to " + most);
      }
      case CROSS_ENTROPY_PER_TOKEN -> {
        int most = signature.requiredClasses() - 1;
        String described = "0 to " + most + ", or " + Signature.IGNORED + " to be ignored";
        yield new TargetRange(most, Signature.IGNORED, described);
      }
      case BINARY_CROSS_ENTROPY -> new TargetRange(1, null, "0 to 1");
      case MEAN_SQUARED_ERROR, HUBER, FUNCTION -> any();
    };
  }

  boolean holds(double value) {
    return described.isEmpty()
        || (value >= 0 && value <= most)
        || (ignored != null && value == ignored);
  }
}
