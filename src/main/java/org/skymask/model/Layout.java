package org.skymask.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skymask.model.Layer.Range;

/**
 * The tensors of a model, their order, and the place of each on the <em>value axis</em>: a flat
 * vector that holds the trainable tensors first (in layout order: the parameter axis, D values),
 * then the state (batch-norm statistics), then the frozen tensors. Vectors of a whole model are
 * {@code float[]} of {@link #valueCount()} in that order everywhere. Vectors of an update have
 * {@link #updateCount()} values, without the frozen ones. Only digests and files use layout order.
 */
public final class Layout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Signature signature;
  private final List<TensorSpec> tensors;
  private final int[] starts;
  private final int parameterCount;
  private final int updateCount;
  private final int valueCount;
  private final List<Layer> layers;
  private final Map<String, Integer> indices = new HashMap<>();

  /**
   * Of a classifier of float features.
   *
   * @param input shape of one example, without the batch
   * @param classes number of classes, at least 2
   * @param tensors as below
   * @throws IllegalArgumentException that says what is wrong with them
   */
  public Layout(List<Integer> input, int classes, List<TensorSpec> tensors) {
    this(Signature.classifier(input, classes), tensors);
  }

  /**
   * @param tensors in layout order, at least one of them trainable, names unique
   * @throws IllegalArgumentException that says what is wrong with them
   */
  public Layout(Signature signature, List<TensorSpec> tensors) {
    this.signature = signature;
    this.tensors = List.copyOf(tensors);
    this.starts = new int[tensors.size()];
    this.parameterCount = place(Role.TRAINABLE, 0);
    if (parameterCount == 0) {
      throw new IllegalArgumentException("no tensor of the layout is trainable");
    }
    this.updateCount = place(Role.STATE, parameterCount);
    this.valueCount = place(Role.FROZEN, updateCount);
    this.layers = layersOf();
  }

  /** Places the tensors of a role from a position on, and returns the position after them. */
  private int place(Role role, int from) {
    long at = from;
    for (int i = 0; i < tensors.size(); i++) {
      TensorSpec tensor = tensors.get(i);
      if (tensor.role() == role) {
        if (indices.put(tensor.name(), i) != null) {
          throw new IllegalArgumentException("tensor " + tensor.name() + " stands twice");
        }
        starts[i] = Math.toIntExact(at);
        at += tensor.size();
        if (at > Integer.MAX_VALUE - 8) {
          throw new IllegalArgumentException("more than 2^31 values in one model");
        }
      }
    }
    return (int) at;
  }

  private List<Layer> layersOf() {
    Map<String, List<Range>> ranges = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      TensorSpec tensor = tensors.get(i);
      if (tensor.trainable()) {
        ranges
            .computeIfAbsent(tensor.layer(), name -> new ArrayList<>())
            .add(new Range(starts[i], starts[i] + tensor.size()));
      }
    }
    return ranges.entrySet().stream().map(e -> new Layer(e.getKey(), e.getValue())).toList();
  }

  /** What the model takes, and its loss. */
  public Signature signature() {
    return signature;
  }

  /** Shape of an example of the first input: of the features of a classifier. */
  public List<Integer> input() {
    return signature.inputs().get(0).shape();
  }

  /** Values of one example: the product of {@link #input()}. */
  public int featureCount() {
    return signature.inputs().get(0).width();
  }

  /**
   * Number of classes.
   *
   * @throws IllegalStateException where the loss has none
   */
  public int classes() {
    return signature.requiredClasses();
  }

  /** In layout order. */
  public List<TensorSpec> tensors() {
    return tensors;
  }

  /** Where the tensor with this index (layout order) starts on the value axis. */
  public int start(int tensor) {
    return starts[tensor];
  }

  /** Index of a tensor in layout order, or −1 where the layout has none of that name. */
  public int indexOf(String name) {
    return indices.getOrDefault(name, -1);
  }

  /** D: trainable values, the length of the parameter axis. */
  public int parameterCount() {
    return parameterCount;
  }

  /** Values of an update: the parameter axis and the state behind it. */
  public int updateCount() {
    return updateCount;
  }

  /** All values, frozen ones included. */
  public int valueCount() {
    return valueCount;
  }

  /** Whether it has frozen values, which no update changes. */
  public boolean hasFrozen() {
    return updateCount < valueCount;
  }

  /** Name of the tensor that holds a position of the value axis. */
  public String tensorAt(int position) {
    for (int i = 0; i < tensors.size(); i++) {
      if (position >= starts[i] && position < starts[i] + tensors.get(i).size()) {
        return tensors.get(i).name();
      }
    }
    throw new IndexOutOfBoundsException(position);
  }

  /** Layers in layout order of their first tensor. */
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout that
        && signature.equals(that.signature)
        && tensors.equals(that.tensors);
  }

  @Override
  public int hashCode() {
    return tensors.hashCode();
  }
}
