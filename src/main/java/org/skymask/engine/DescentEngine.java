package org.skymask.engine;

import org.skymask.model.ModelData;

/**
 * An engine that takes steps of plain SGD where its tensors lie: neither values nor gradients are
 * copied between two steps. The values are bit by bit those that {@link GradientEngine#load} and
 * {@link GradientEngine#addGradient} give.
 */
public interface DescentEngine extends GradientEngine {

  /**
   * Moves the loaded trainable values against the gradient: value −= rate · ∂(Σ loss of the
   * examples [from, to))/∂value, the product and the difference rounded to float.
   */
  void step(ModelData data, int from, int to, float rate);

  /**
   * Copies the trainable values as they are now.
   *
   * @param values on the value axis, of which the first [layout.parameterCount()] are set
   */
  void read(float[] values);
}
