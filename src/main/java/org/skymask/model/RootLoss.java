package org.skymask.model;

import java.util.Locale;

/**
 * The losses that the gate measured (method.md#gate): mean losses on the root dataset, each model
 * with its own state.
 *
 * @param base of the base version; NaN where it is not finite
 * @param model of the new model, published or not; NaN where it is not finite
 */
public record RootLoss(double base, double model) {
  public RootLoss {
    base = Double.isFinite(base) ? base : Double.NaN;
    model = Double.isFinite(model) ? model : Double.NaN;
  }

  /** For a person: {@code base 0.5123, model 0.4987}. */
  @Override
  public String toString() {
    return "base " + text(base) + ", model " + text(model);
  }

  private static String text(double loss) {
    return Double.isNaN(loss) ? "not finite" : String.format(Locale.ROOT, "%.4g", loss);
  }
}
