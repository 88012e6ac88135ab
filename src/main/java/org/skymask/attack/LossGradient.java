package org.skymask.attack;

import org.skymask.model.ModelData;

/** The model's loss for an attacker who computes with it. */
@FunctionalInterface
public interface LossGradient {

  /**
   * Mean loss over data, and its gradient.
   *
   * @param values [valueCount] of the model
   * @param gradient [parameterCount], overwritten with the gradient of the mean
   * @return the mean loss
   */
  double of(float[] values, ModelData data, float[] gradient);

  /**
   * Loss of each example.
   *
   * @param values [valueCount] of the model
   * @param parameterCount of the model
   * @return [examples]
   */
  default double[] each(float[] values, ModelData data, int parameterCount) {
    float[] unused = new float[parameterCount];
    double[] losses = new double[data.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = of(values, data.between(i, i + 1), unused);
    }
    return losses;
  }
}
