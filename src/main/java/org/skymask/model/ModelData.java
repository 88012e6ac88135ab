package org.skymask.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Examples as a model takes them, with their targets, in file order. */
public interface ModelData extends Serializable {

  /** Number of examples. */
  int size();

  /**
   * Values of an input for the examples from {@code from} on and before {@code to}, where they lie.
   *
   * @param index of the input in {@link Signature#inputs()}
   */
  FieldValues.Window input(int index, int from, int to);

  /** Targets of the examples from {@code from} on and before {@code to}. */
  FieldValues target(int from, int to);

  /** The examples from {@code from} on and before {@code to}. */
  ModelData between(int from, int to);

  /** The examples of some rows, in their order. */
  ModelData take(int[] rows);

  /** Bytes of one example in {@link #put}. */
  int exampleBytes();

  /** Appends an example to a little-endian buffer: its inputs, then its target. */
  void put(int row, ByteBuffer bytes);

  /**
   * The same examples with other values of an input, in memory.
   *
   * @param index of the input in {@link Signature#inputs()}
   * @param values of the same type and width, not copied
   */
  ModelData withInput(int index, FieldValues values);

  /**
   * The same examples with other targets, in memory.
   *
   * @param values of the same type and width, not copied
   */
  ModelData withTarget(FieldValues values);

  /** All values of an input. */
  default FieldValues input(int index) {
    return input(index, 0, size()).values();
  }

  /** All targets. */
  default FieldValues target() {
    return target(0, size());
  }

  /**
   * These examples, and others behind them, in memory.
   *
   * @param more of the same signature
   */
  ModelData and(ModelData more);

  /**
   * SHA-256 over the examples in their order, whichever files they came from.
   *
   * @return {@code sha256:<hex>}
   */
  default String digest() {
    MessageDigest digest = ModelDigest.sha256();
    ByteBuffer example = ByteBuffer.allocate(exampleBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size(); i++) {
      example.clear();
      put(i, example);
      digest.update(example.array());
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }
}
