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
