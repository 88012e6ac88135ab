package org.skymask.model;

/**
 * What the gate measured (method.md, Aggregation, The gate): mean losses on the root dataset, each
 * model with its own state.
 *
 * @param base of the base version; NaN where it is not finite
 * @param model of the model that the round came to, published or not; NaN where it is not finite
 */
public record RootLoss(double base, double model) {
  public RootLoss {
    base = Double.isFinite(base) ? base : Double.NaN;
    model = Double.isFinite(model) ? model : Double.NaN;
  }
}
