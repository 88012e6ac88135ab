package org.skymask.model;

import java.io.Serializable;
import java.util.List;

/**
 * One floating-point tensor of a model.
 *
 * @param name unique in its layout
 * @param shape row-major extents; empty for a scalar
 * @param role what training does with it
 * @param variance whether its values are variances, which are never negative; only of state
 */
public record TensorSpec(String name, List<Integer> shape, Role role, boolean variance)
    implements Serializable {

  public TensorSpec {
    if (variance && role != Role.STATE) {
      throw new IllegalArgumentException(
          "tensor " + name + " is a variance and " + role.code() + ", expected the role state");
    }
    shape = List.copyOf(shape);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a tensor of the layout has an empty name");
    }
    long size = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("tensor " + name + " has the extent " + extent);
      }
      size = Math.multiplyExact(size, extent);
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("tensor " + name + " has " + size + " values");
    }
  }

  /** A trainable tensor, or state that is not a variance. */
  public TensorSpec(String name, List<Integer> shape, boolean trainable) {
    this(name, shape, trainable ? Role.TRAINABLE : Role.STATE, false);
  }

  /** Whether a gradient moves it. */
  public boolean trainable() {
    return role == Role.TRAINABLE;
  }

  /** Number of values. */
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * The layer it belongs to: its name without the last part ({@code conv1.weight}, {@code 0_W}).
   */
  public String layer() {
    int cut = name.lastIndexOf('.');
    if (cut < 0) {
      cut = name.lastIndexOf('_');
    }
    return cut < 0 ? "" : name.substring(0, cut);
  }
}
