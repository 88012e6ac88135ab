package org.skymask.attack;

import org.skymask.model.FieldValues.Floats;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;
import org.skymask.named.ParameterException;

/** A backdoor: a pattern in the input, and the class that it is to give. */
public interface Trigger {

  /** The class that triggered examples are to be taken for. */
  int target();

  /** Whether its attack changes the pattern from round to round. */
  default boolean changes() {
    return false;
  }

  /**
   * Puts the whole pattern into an example.
   *
   * @param features of the model's first input, row-major in its shape, changed in place
   * @param from index of the example's first value
   */
  void stamp(float[] features, int from, Layout layout);

  /** The same examples, all with the whole pattern. */
  default ModelData stamped(ModelData data, Layout layout) {
    Floats given = (Floats) data.input(0);
    float[] features = given.values().clone();
    for (int i = 0; i < data.size(); i++) {
      stamp(features, i * given.width(), layout);
    }
    return data.withInput(0, new Floats(features, given.width()));
  }

  /**
   * Asks for a model with float features in its first input, and with the class.
   *
   * @throws UnfitException where it is of another kind
   * @throws ParameterException that names the class and how many there are
   */
  default void requireClass(Layout layout) {
    Signature signature = layout.signature();
    if (signature.loss() != LossFunction.CROSS_ENTROPY
        || signature.inputs().get(0).type() != ValueType.FLOAT32) {
      throw UnfitException.of(
          "puts a pattern into float32 values of the first input and gives the example another class",
          signature,
          "no such input or no one class an example");
    }
    if (target() >= layout.classes()) {
      throw ParameterException.of("target", "a class below " + layout.classes(), target());
    }
  }
}
