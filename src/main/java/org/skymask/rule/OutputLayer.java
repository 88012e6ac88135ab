package org.skymask.rule;

import java.io.Serializable;
import java.util.List;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.named.ParameterException;

/**
 * Where the last layer of a classifier lies on the parameter axis, and which class each position
 * belongs to.
 *
 * @param weight its positions
 * @param classFirst whether a class's weights stand together (PyTorch: [classes, inputs]) or next
 *     to the other classes' (DL4J: [inputs, classes])
 * @param bias its positions, one a class; of length 0 where there is none
 */
record OutputLayer(int classes, Range weight, boolean classFirst, Range bias)
    implements Serializable {

  /**
   * The last trainable matrix with an extent of the number of classes, and the trainable vector of
   * that length in the same layer.
   *
   * @param rule for the message
   * @throws ParameterException where the layout has none
   */
  static OutputLayer of(Layout layout, String rule) {
    if (layout.signature().classes() == null) {
      throw new ParameterException(
          rule
              + " looks at the output layer of classes, and the loss "
              + layout.signature().loss().code()
              + " of layout.json has no classes");
    }
    List<TensorSpec> tensors = layout.tensors();
    for (int i = tensors.size() - 1; i >= 0; i--) {
      TensorSpec tensor = tensors.get(i);
      if (tensor.trainable() && isOutput(tensor, layout.classes())) {
        // DL4J's names end so; of a square matrix nothing else tells.
        boolean first = tensor.shape().get(0) == layout.classes() && !tensor.name().endsWith("_W");
        return new OutputLayer(
            layout.classes(), range(layout, i), first, bias(layout, tensor.layer()));
      }
    }
    throw new ParameterException(
        rule
            + " looks at the output layer, and no matrix of the layout has "
            + layout.classes()
            + " (classes) rows or columns");
  }

  private static boolean isOutput(TensorSpec tensor, int classes) {
    List<Integer> shape = tensor.shape();
    return shape.size() == 2 && (shape.get(0) == classes || shape.get(1) == classes);
  }

  private static Range bias(Layout layout, String layer) {
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      boolean beside = tensor.trainable() && tensor.layer().equals(layer);
      if (beside && tensor.shape().equals(List.of(layout.classes()))) {
        return range(layout, i);
      }
    }
    return new Range(0, 0);
  }

  private static Range range(Layout layout, int tensor) {
    int start = layout.start(tensor);
    return new Range(start, start + layout.tensors().get(tensor).size());
  }

  /** The class of a position of the parameter axis, −1 outside the layer. */
  int classOf(int position) {
    if (position >= bias.start() && position < bias.end()) {
      return position - bias.start();
    }
    if (position < weight.start() || position >= weight.end()) {
      return -1;
    }
    int index = position - weight.start();
    return classFirst ? index / (weight.length() / classes) : index % classes;
  }

  boolean isBias(int position) {
    return position >= bias.start() && position < bias.end();
  }
}
