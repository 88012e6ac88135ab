package org.skymask.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Examples of a model of any {@link Signature}.
 *
 * @param inputs one for each input, of as many examples as the target
 */
public record FieldData(List<FieldValues> inputs, FieldValues target) implements ModelData {

  /**
   * @throws IllegalArgumentException where the numbers of examples differ
   */
  public FieldData {
    inputs = List.copyOf(inputs);
    for (FieldValues input : inputs) {
      if (input.size() != target.size()) {
        throw new IllegalArgumentException(
            "an input of " + input.size() + " examples for targets of " + target.size());
      }
    }
  }

  /**
   * Several datasets in a row.
   *
   * @param parts of one signature, at least one
   */
  public static FieldData join(List<FieldData> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<FieldValues> inputs = new ArrayList<>();
    for (int i = 0; i < parts.get(0).inputs().size(); i++) {
      int input = i;
      inputs.add(FieldValues.join(parts.stream().map(part -> part.inputs().get(input)).toList()));
    }
    return new FieldData(inputs, FieldValues.join(parts.stream().map(FieldData::target).toList()));
  }

  /** The same, of a classifier of float features. */
  public LabelledData labelled() {
    FieldValues.Floats features = (FieldValues.Floats) inputs.get(0);
    long[] classes = ((FieldValues.Longs) target).values();
    return new LabelledData(
        features.values(),
        Arrays.stream(classes).mapToInt(Math::toIntExact).toArray(),
        features.width());
  }

  @Override
  public int size() {
    return target.size();
  }

  @Override
  public FieldValues.Window input(int index, int from, int to) {
    return new FieldValues.Window(inputs.get(index), from, to);
  }

  @Override
  public FieldValues target(int from, int to) {
    return target.between(from, to);
  }

  @Override
  public FieldData between(int from, int to) {
    return new FieldData(
        inputs.stream().map(input -> input.between(from, to)).toList(), target.between(from, to));
  }

  @Override
  public FieldData take(int[] rows) {
    return new FieldData(
        inputs.stream().map(input -> input.take(rows)).toList(), target.take(rows));
  }

  @Override
  public FieldData withInput(int index, FieldValues values) {
    List<FieldValues> changed = new ArrayList<>(inputs);
    changed.set(index, values);
    return new FieldData(changed, target);
  }

  @Override
  public FieldData withTarget(FieldValues values) {
    return new FieldData(inputs, values);
  }

  @Override
  public FieldData and(ModelData more) {
    return join(List.of(this, (FieldData) more));
  }

  @Override
  public int exampleBytes() {
    return inputs.stream().mapToInt(FieldValues::bytes).sum() + target.bytes();
  }

  /** Float32 and int64 as they are, booleans as a byte. */
  @Override
  public void put(int row, ByteBuffer bytes) {
    for (FieldValues input : inputs) {
      input.put(row, bytes);
    }
    target.put(row, bytes);
  }
}
