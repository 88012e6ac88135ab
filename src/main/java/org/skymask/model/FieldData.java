package org.skymask.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
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
      inputs.add(FieldValues.join(parts.stream().map(part -> part.input(input)).toList()));
    }
    return new FieldData(inputs, FieldValues.join(parts.stream().map(FieldData::target).toList()));
  }

  @Override
  public int size() {
    return target.size();
  }

  @Override
  public FieldValues input(int index) {
    return inputs.get(index);
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

  /**
   * For each example its inputs, then its target: float32 and int64 little-endian, booleans as a
   * byte.
   */
  @Override
  public String digest() {
    MessageDigest digest = ModelDigest.sha256();
    int bytes = inputs.stream().mapToInt(FieldValues::bytes).sum() + target.bytes();
    ByteBuffer example = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size(); i++) {
      example.clear();
      for (FieldValues input : inputs) {
        input.put(i, example);
      }
      target.put(i, example);
      digest.update(example.array());
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }
}
