package org.skymask.model;

/**
 * What a model's training minimises: a loss for each example, of which a dataset has the mean
 * (method.md#losses). x are the outputs of an example, y its target.
 */
public enum LossFunction implements Coded {
  /** −log softmax(x)[y] of one class an example. */
  CROSS_ENTROPY,

  /** The mean of the same over the places of an example whose target is not −100. */
  CROSS_ENTROPY_PER_TOKEN,

  /** The mean of −y·log σ(x) − (1−y)·log(1−σ(x)) over an example's outputs. */
  BINARY_CROSS_ENTROPY,

  /** The mean of (x−y)² over an example's outputs. */
  MEAN_SQUARED_ERROR,

  /** The mean over an example's outputs of (x−y)²/2 where |x−y| is below 1, |x−y| − ½ elsewhere. */
  HUBER,

  /** The TorchScript function of outputs and targets in {@code loss.pt}. */
  FUNCTION;

  /** Whether its targets are class indices. */
  public boolean hasClasses() {
    return this == CROSS_ENTROPY || this == CROSS_ENTROPY_PER_TOKEN;
  }

  /** Whether its targets are labels: classes, or yes and no. */
  public boolean hasLabels() {
    return hasClasses() || this == BINARY_CROSS_ENTROPY;
  }

  /** Whether its targets are numbers that are to be predicted. */
  public boolean hasNumbers() {
    return this == MEAN_SQUARED_ERROR || this == HUBER;
  }
}
