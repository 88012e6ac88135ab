package org.skymask.model;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model takes, what it is compared with, and the loss between the two: {@code outputs =
 * f(inputs in this order, tensors)}, {@code loss = loss(outputs, target)}.
 *
 * @param classes number of classes where the loss has classes, otherwise null
 */
public record Signature(
    List<FieldSpec> inputs, FieldSpec target, LossFunction loss, @Nullable Integer classes)
    implements Serializable {

  /** Name of the only input of a {@link #isClassifier() classifier}. */
  public static final String FEATURES = "features";

  /** Name of a classifier's target. */
  public static final String LABEL = "label";

  /** Name that numbers to be predicted have, where nothing else names them. */
  public static final String TARGET = "target";

  /** A target that the loss for each token leaves out, as in PyTorch. */
  public static final long IGNORED = -100;

  /**
   * @throws IllegalArgumentException that says what does not fit together
   */
  public Signature {
    inputs = List.copyOf(inputs);
    requireNames(inputs, target);
    requireClasses(loss, classes);
    requireTarget(loss, target);
  }

  /** A classifier of float features, as layouts of version 1 describe it. */
  public static Signature classifier(List<Integer> input, int classes) {
    return new Signature(
        List.of(new FieldSpec(FEATURES, ValueType.FLOAT32, input)),
        new FieldSpec(LABEL, ValueType.INT64, List.of()),
        LossFunction.CROSS_ENTROPY,
        classes);
  }

  /** Whether a layout of version 1 can describe it: one input of float features, one label. */
  public boolean isClassifier() {
    return loss == LossFunction.CROSS_ENTROPY
        && inputs.size() == 1
        && inputs.get(0).name().equals(FEATURES)
        && inputs.get(0).type() == ValueType.FLOAT32
        && target.name().equals(LABEL);
  }

  /**
   * Number of classes.
   *
   * @throws IllegalStateException where the loss has none
   */
  public int requiredClasses() {
    if (classes == null) {
      throw new IllegalStateException("the loss " + loss.code() + " has no classes");
    }
    return classes;
  }

  private static void requireNames(List<FieldSpec> inputs, FieldSpec target) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("inputs is empty, expected at least one");
    }
    Set<String> names = new HashSet<>(Set.of(target.name()));
    for (FieldSpec input : inputs) {
      if (!names.add(input.name())) {
        throw new IllegalArgumentException(
            "inputs and target have the name " + input.name() + " twice");
      }
    }
  }

  private static void requireClasses(LossFunction loss, @Nullable Integer classes) {
    if (loss.hasClasses() && classes == null) {
      throw new IllegalArgumentException(
          "classes is missing, expected for the loss " + loss.code());
    }
    if (!loss.hasClasses() && classes != null) {
      throw new IllegalArgumentException(
          "classes is " + classes + ", and the loss " + loss.code() + " has no classes");
    }
    if (classes != null && classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ", expected 2 or more");
    }
  }

  private static void requireTarget(LossFunction loss, FieldSpec target) {
    String expected =
        switch (loss) {
          case CROSS_ENTROPY -> scalarIndex(target) ? null : "int64 []";
          case CROSS_ENTROPY_PER_TOKEN ->
              target.type() == ValueType.INT64 && !target.shape().isEmpty()
                  ? null
                  : "int64 with a shape, as [12]";
          case BINARY_CROSS_ENTROPY, MEAN_SQUARED_ERROR, HUBER ->
              target.type() == ValueType.FLOAT32 ? null : "float32";
          case FUNCTION -> null;
        };
    if (expected != null) {
      throw new IllegalArgumentException(
          "target is "
              + target.described()
              + ", expected "
              + expected
              + " for the loss "
              + loss.code());
    }
  }

  private static boolean scalarIndex(FieldSpec target) {
    return target.type() == ValueType.INT64 && target.shape().isEmpty();
  }
}
