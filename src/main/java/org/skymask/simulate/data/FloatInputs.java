package org.skymask.simulate.data;

import java.util.function.BiFunction;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;

/** The inputs of a model that are float32: those that can be shifted a little. */
final class FloatInputs {
  private FloatInputs() {}

  /**
   * @param source that changes them
   * @throws IllegalArgumentException where a model has none
   */
  static void require(String source, Signature signature) {
    if (signature.inputs().stream().noneMatch(FloatInputs::isFloat)) {
      throw new IllegalArgumentException(
          "source = "
              + source
              + " changes float32 inputs, and the model has "
              + signature.inputs().stream().map(FieldSpec::described).toList());
    }
  }

  /**
   * The same examples with other values.
   *
   * @param change from the values [examples × width] of an input to new ones
   */
  static ModelData changed(
      ModelData data, Signature signature, BiFunction<FieldSpec, float[], float[]> change) {
    ModelData changed = data;
    for (int i = 0; i < signature.inputs().size(); i++) {
      FieldSpec input = signature.inputs().get(i);
      if (isFloat(input) && data.input(i) instanceof Floats given) {
        float[] values = change.apply(input, given.values());
        changed = changed.withInput(i, new Floats(values, given.width()));
      }
    }
    return changed;
  }

  private static boolean isFloat(FieldSpec input) {
    return input.type() == ValueType.FLOAT32;
  }
}
