package org.skymask.attack;

import org.skymask.model.ModelData;

/**
 * Training at the attacker's: full-batch gradient steps of equal length. The length is given in the
 * measure of an honest update, so that nothing has to be known of the clients' learning rate.
 *
 * @param base [valueCount] that deltas belong to
 */
record Descent(LossGradient loss, float[] base, int parameterCount) {

  /** Loss of the model at a delta. */
  double lossAt(float[] delta, ModelData data) {
    return loss.of(at(delta), data, new float[parameterCount]);
  }

  /** Loss of each example for the model at a delta. */
  double[] lossesAt(float[] delta, ModelData data) {
    return loss.each(at(delta), data, parameterCount);
  }

  /** Gradient of the mean loss at a delta. */
  float[] gradientAt(float[] delta, ModelData data) {
    float[] gradient = new float[parameterCount];
    loss.of(at(delta), data, gradient);
    return gradient;
  }

  /**
   * @param start [parameterCount] or more, left as it is
   * @param length of the whole way; it ends early where the gradient vanishes
   * @return a delta of the same length as start
   */
  float[] train(float[] start, ModelData data, int steps, double length) {
    float[] delta = start.clone();
    for (int step = 0; step < steps; step++) {
      float[] gradient = gradientAt(delta, data);
      double norm = Statistics.norm(gradient, parameterCount);
      if (!(norm > 0) || !Double.isFinite(norm)) {
        return delta;
      }
      for (int j = 0; j < parameterCount; j++) {
        delta[j] -= (float) (length / steps / norm * gradient[j]);
      }
    }
    return delta;
  }

  private float[] at(float[] delta) {
    float[] values = base.clone();
    for (int j = 0; j < parameterCount; j++) {
      values[j] += delta[j];
    }
    return values;
  }
}
