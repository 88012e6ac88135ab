package org.skymask.engine;

import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/**
 * A model that computes its logits and the gradient of its loss. Always in inference mode: no
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
   * Logits of the examples [from, to) under the loaded values.
   *
   * @return [(to − from) × classes]; any constant may be added to an example's row
   */
  float[] logits(LabelledData data, int from, int to);

  /**
   * Adds ∂(Σ cross-entropy of the examples [from, to))/∂(trainable values) to {@code gradient}: a
   * sum over examples, not a mean.
   *
   * @param gradient [layout.parameterCount()], added to
   * @return Σ cross-entropy of these examples
   */
  double addGradient(LabelledData data, int from, int to, float[] gradient);

  @Override
  void close();
}
