package org.skymask.model;

import java.io.Serializable;
import java.util.List;

/**
 * An input or the target of a model, and the column of a dataset that holds it.
 *
 * @param shape of one example, without the batch; empty for a scalar
 */
public record FieldSpec(String name, ValueType type, List<Integer> shape) implements Serializable {

  /**
   * @throws IllegalArgumentException that says what is wrong
   */
  public FieldSpec {
    shape = List.copyOf(shape);
    if (name.isBlank()) {
      throw new IllegalArgumentException("an input or the target has no name");
    }
    if (shape.stream().anyMatch(extent -> extent < 1)) {
      throw new IllegalArgumentException(name + " has the shape " + shape);
    }
  }

  /** Values of one example. */
  public int width() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** As messages show it: {@code int64 [12]}. */
  public String described() {
    return type.code() + " " + shape;
  }
}
