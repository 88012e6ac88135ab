package org.skymask.round.open;

import java.util.Locale;
import java.util.Optional;
import org.skymask.model.FieldValues;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;

/** What the classes of a root dataset say of the rounds that it judges. */
final class RootClasses {
  /**
   * Share of one class from which on rounds were measured to leave out honest clients: 12 % of
   * their uploads, and 42 % with a share of 0.8 (claims.md#root-bias).
   */
  private static final double TOO_MUCH = 0.5;

  private RootClasses() {}

  /**
   * A sentence about a root dataset of which one class has too much; with two classes half is no
   * more than fair.
   */
  static Optional<String> concern(ModelData root, Signature signature) {
    if (signature.loss() != LossFunction.CROSS_ENTROPY
        || signature.requiredClasses() <= 2
        || !(root.target() instanceof FieldValues.Longs labels)) {
      return Optional.empty();
    }
    int[] counts = new int[signature.requiredClasses()];
    for (long label : labels.values()) {
      counts[(int) label]++;
    }
    int most = 0;
    for (int c = 1; c < counts.length; c++) {
      most = counts[c] > counts[most] ? c : most;
    }
    if (counts[most] < TOO_MUCH * root.size()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of its %d examples are of class %d: where one class has half of them or more,"
                + " SkyMask may leave out honest clients",
            counts[most],
            root.size(),
            most));
  }
}
