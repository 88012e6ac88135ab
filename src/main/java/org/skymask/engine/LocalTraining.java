package org.skymask.engine;

import java.io.Serializable;
import java.util.Arrays;
import org.skymask.model.LabelledData;

/**
 * Plain SGD as the clients run it: batches in file order, inference mode.
 *
 * @param epochs passes over the data
 * @param batchSize examples a step; the last batch of a pass may be smaller
 * @param learningRate of the mean gradient
 */
public record LocalTraining(int epochs, int batchSize, double learningRate)
    implements Serializable {

  /**
   * Trains from given values.
   *
   * @param start [valueCount], left as it is
   * @return [valueCount]; state is not moved
   */
  public float[] train(GradientEngine engine, float[] start, LabelledData data) {
    float[] values = start.clone();
    float[] gradient = new float[engine.layout().parameterCount()];
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int from = 0; from < data.size(); from += batchSize) {
        int to = Math.min(data.size(), from + batchSize);
        Arrays.fill(gradient, 0);
        engine.load(values);
        engine.addGradient(data, from, to, gradient);
        float rate = (float) (learningRate / (to - from));
        for (int j = 0; j < gradient.length; j++) {
          values[j] -= rate * gradient[j];
        }
      }
    }
    return values;
  }
}
