package org.skymask.model;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input or the target of a model, and the column of a dataset that holds it.
 *
 * @param shape of one example, without the batch; empty for a scalar
 * @param below where an input of integers is looked up in an embedding, the number of its places:
 *     values are from 0 to below − 1; null where nothing is known
 */
public record FieldSpec(String name, ValueType type, List<Integer> shape, @Nullable Integer below)
    implements Serializable {

  /** Whose values are any of its type. */
  public FieldSpec(String name, ValueType type, List<Integer> shape) {
    this(name, type, shape, null);
  }

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
    if (below != null && (type != ValueType.INT64 || below < 1)) {
      throw new IllegalArgumentException(
          name
              + " of the type "
              + type.code()
              + " has values below "
              + below
              + ", expected int64 and at least 1");
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
