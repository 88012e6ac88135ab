package org.skymask.model;

import java.io.Serializable;

/** Examples as a model takes them, with their targets, in file order. */
public interface ModelData extends Serializable {

  /** Number of examples. */
  int size();

  /**
   * All examples' values of an input.
   *
   * @param index of the input in {@link Signature#inputs()}
   */
  FieldValues input(int index);

  /** Targets of the examples from {@code from} on and before {@code to}. */
  FieldValues target(int from, int to);

  /** A copy of the examples from {@code from} on and before {@code to}. */
  ModelData between(int from, int to);

  /** A copy of the examples of some rows, in their order. */
  ModelData take(int[] rows);

  /**
   * SHA-256 over the examples in their order, whichever files they came from.
   *
   * @return {@code sha256:<hex>}
   */
  String digest();
}
