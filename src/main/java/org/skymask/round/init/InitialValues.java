package org.skymask.round.init;

import java.util.SplittableRandom;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * Values for a model that comes without any, as PyTorch's layers have them by default (He et al.,
 * ICCV 2015, with a = √5): weights of dense and convolution layers and their biases uniform in
 * ±1/√fan-in, fan-in being the product of the weight's extents but the first; scales of batch norm
 * 1, their biases 0; running variances ({@code …var}) 1, other state 0.
 */
final class InitialValues {
  private InitialValues() {}

  /**
   * @return [layout.valueCount()] on the value axis
   */
  static float[] of(Layout layout, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[layout.valueCount()];
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      int start = layout.start(i);
      double bound = bound(layout, tensor);
      float otherwise = otherwise(tensor);
      for (int j = start; j < start + tensor.size(); j++) {
        values[j] = bound > 0 ? (float) ((2 * random.nextDouble() - 1) * bound) : otherwise;
      }
    }
    return values;
  }

  /** 0 for what is not drawn. */
  private static double bound(Layout layout, TensorSpec tensor) {
    if (!tensor.trainable()) {
      return 0;
    }
    return layout.tensors().stream()
        .filter(other -> other.trainable() && other.layer().equals(tensor.layer()))
        .filter(other -> other.shape().size() > 1)
        .findFirst()
        .map(weight -> 1 / Math.sqrt((double) weight.size() / weight.shape().get(0)))
        .orElse(0.0);
  }

  private static float otherwise(TensorSpec tensor) {
    boolean scale = tensor.trainable() && tensor.name().endsWith("weight");
    boolean variance = !tensor.trainable() && tensor.name().endsWith("var");
    return scale || variance ? 1 : 0;
  }
}
