package org.skymask.engine;

import org.skymask.model.Layout;
import org.skymask.model.ModelData;

/**
 * A model that computes its outputs, its loss and the loss's gradient. Always in inference mode: no
 * dropout, no L1/L2 term, batch norm by its running statistics. One thread uses an instance at a
 * time, and an engine computes with one thread, so the same input gives the same bits.
 */
public interface GradientEngine extends AutoCloseable {

  Layout layout();

  /**
   * Sets every tensor.
   *
   * @param values [layout.valueCount()] on the value axis: trainable tensors, then state
   */
  void load(float[] values);

  /**
   * Outputs of the examples [from, to) under the loaded values.
   *
   * @return [(to − from) × outputs of an example], row-major; of classifiers the logits, and any
   *     constant may be added to an example's row
   */
  float[] outputs(ModelData data, int from, int to);

  /** Outputs and losses of the examples [from, to), by one forward pass. */
  Inference infer(ModelData data, int from, int to);

  /**
   * Losses of the examples [from, to) under the loaded values.
   *
   * @return [to − from]
   */
  default double[] losses(ModelData data, int from, int to) {
    return infer(data, from, to).losses();
  }

  /**
   * Adds ∂(Σ loss of the examples [from, to))/∂(trainable values) to {@code gradient}: a sum over
   * examples, not a mean.
   *
   * @param gradient [layout.parameterCount()], added to
   * @return Σ loss of these examples
   */
  double addGradient(ModelData data, int from, int to, float[] gradient);

  @Override
  void close();
}
