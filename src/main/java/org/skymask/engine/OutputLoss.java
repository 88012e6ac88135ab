package org.skymask.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.LossFunction;
import org.skymask.model.Signature;

/**
 * A loss of a model's outputs and targets, in double precision and shared by the engines
 * (method.md#losses). {@link LossFunction#FUNCTION} is not among them: an engine runs it.
 */
public abstract class OutputLoss implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int width;

  /**
   * @param width outputs of an example
   */
  OutputLoss(int width) {
    this.width = width;
  }

  /**
   * The loss of a signature.
   *
   * @throws IllegalArgumentException for a function, which an engine must run
   */
  public static OutputLoss of(Signature signature) {
    int width = signature.target().width();
    return switch (signature.loss()) {
      case CROSS_ENTROPY -> new ClassLoss(signature.requiredClasses());
      case CROSS_ENTROPY_PER_TOKEN -> new TokenLoss(width, signature.requiredClasses());
      case BINARY_CROSS_ENTROPY -> new ElementLoss(width, ElementLoss.Element.BINARY);
      case MEAN_SQUARED_ERROR -> new ElementLoss(width, ElementLoss.Element.SQUARE);
      case HUBER -> new ElementLoss(width, ElementLoss.Element.HUBER);
      case FUNCTION -> throw new IllegalArgumentException("the loss is a function of its own");
    };
  }

  /**
   * Shape of the outputs of an example, which targets and classes give. Extents of 1 do not count.
   */
  public static List<Integer> shape(Signature signature) {
    FieldSpec target = signature.target();
    List<Integer> shape = new ArrayList<>(target.shape());
    if (signature.loss().hasClasses()) {
      shape.add(signature.requiredClasses());
    }
    return shape;
  }

  /** Outputs of an example. */
  public final int width() {
    return width;
  }

  /**
   * Loss of an example.
   *
   * @param outputs of several examples, [examples × width]
   * @param example its number among them
   */
  abstract double loss(float[] outputs, FieldValues targets, int example);

  /**
   * Replaces an example's outputs by the derivatives of its loss.
   *
   * @return its loss
   */
  abstract double differentiate(float[] outputs, FieldValues targets, int example);

  /**
   * Loss of each example.
   *
   * @param outputs [examples × width]
   * @return [examples]
   */
  public final double[] losses(float[] outputs, FieldValues targets) {
    double[] losses = new double[targets.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = loss(outputs, targets, i);
    }
    return losses;
  }

  /**
   * Replaces outputs by ∂(Σ loss)/∂outputs.
   *
   * @param outputs [examples × width], overwritten
   * @return Σ loss over the examples
   */
  public final double toGradient(float[] outputs, FieldValues targets) {
    double sum = 0;
    for (int i = 0; i < targets.size(); i++) {
      sum += differentiate(outputs, targets, i);
    }
    return sum;
  }
}
