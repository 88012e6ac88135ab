package org.skymask.attack;

import org.skymask.model.LabelledData;

/** The model's loss for an attacker who computes with it. */
@FunctionalInterface
public interface LossGradient {

  /**
   * Mean cross-entropy over data, and its gradient.
   *
   * @param values [valueCount] of the model
   * @param gradient [parameterCount], overwritten with the gradient of the mean
   * @return the mean loss
   */
  double of(float[] values, LabelledData data, float[] gradient);
}
