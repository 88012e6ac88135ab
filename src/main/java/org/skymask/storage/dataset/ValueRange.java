package org.skymask.storage.dataset;

import org.jspecify.annotations.Nullable;
import org.skymask.model.FieldSpec;
import org.skymask.model.Signature;

/**
 * Values that a column may hold besides what its type says.
 *
 * @param most the largest; the smallest is 0
 * @param ignored a value that is allowed besides; null where there is none
 * @param described for messages; null where all values are allowed
 */
record ValueRange(double most, @Nullable Long ignored, @Nullable String described) {

  private static ValueRange any() {
    return new ValueRange(Double.POSITIVE_INFINITY, null, null);
  }

  /** What an input may hold: places of an embedding, where the layout has their number. */
  static ValueRange of(FieldSpec input) {
    Integer below = input.below();
    return below == null
        ? any()
        : new ValueRange(below - 1, null, "0 to " + (below - 1) + " (layout.json)");
  }

  /** What targets may be: classes, or probabilities. */
  static ValueRange ofTarget(Signature signature) {
    return switch (signature.loss()) {
      case CROSS_ENTROPY -> {
        int most = signature.requiredClasses() - 1;
        yield new ValueRange(most, null, "0 to " + most);
      }
      case CROSS_ENTROPY_PER_TOKEN -> {
        int most = signature.requiredClasses() - 1;
        String described = "0 to " + most + ", or " + Signature.IGNORED + " to be ignored";
        yield new ValueRange(most, Signature.IGNORED, described);
      }
      case BINARY_CROSS_ENTROPY -> new ValueRange(1, null, "0 to 1");
      case MEAN_SQUARED_ERROR, HUBER, FUNCTION -> any();
    };
  }

  boolean holds(double value) {
    return described == null
        || (value >= 0 && value <= most)
        || (ignored != null && value == ignored);
  }
}
