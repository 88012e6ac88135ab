package org.skymask.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Booleans;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.FieldValues.Window;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;

/** Inputs and targets as libtorch takes them. */
final class TorchInputs {
  private TorchInputs() {}

  /** Examples of a field, [to − from, shape]. */
  static NDArray of(NDManager manager, FieldSpec field, Window window) {
    FieldValues values = window.values();
    int examples = window.to() - window.from();
    int start = window.from() * values.width();
    int count = examples * values.width();
    Shape shape = batch(field, examples);
    if (values instanceof Floats floats) {
      // Setting an array's values later makes libtorch warn of deprecated code.
      return manager.create(
          TorchRuntime.buffer(floats.values(), start, count), shape, DataType.FLOAT32);
    }
    if (values instanceof Longs longs) {
      return manager.create(Arrays.copyOfRange(longs.values(), start, start + count), shape);
    }
    boolean[] flags = ((Booleans) values).values();
    return manager.create(Arrays.copyOfRange(flags, start, start + count), shape);
  }

  /** The ranges of an example's integers, for messages; empty where there are none. */
  static String integers(Signature signature, ModelData data, int example) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < signature.inputs().size(); i++) {
      Window one = data.input(i, example, example + 1);
      if (one.values().between(one.from(), one.to()) instanceof Longs longs) {
        LongSummaryStatistics range = LongStream.of(longs.values()).summaryStatistics();
        text.append(", where ").append(signature.inputs().get(i).name());
        text.append(" has values from ")
            .append(range.getMin())
            .append(" to ")
            .append(range.getMax());
      }
    }
    return text.toString();
  }

  private static Shape batch(FieldSpec field, int examples) {
    return new Shape(
        LongStream.concat(
                LongStream.of(examples), field.shape().stream().mapToLong(Integer::longValue))
            .toArray());
  }
}
