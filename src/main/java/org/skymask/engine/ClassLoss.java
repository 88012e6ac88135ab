package org.skymask.engine;

import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Longs;

/** Softmax cross-entropy of one class an example. */
final class ClassLoss extends OutputLoss {
  private static final long serialVersionUID = 1L;

  ClassLoss(int classes) {
    super(classes);
  }

  @Override
  double loss(float[] outputs, FieldValues targets, int example) {
    return CrossEntropy.loss(outputs, example * width(), width(), label(targets, example));
  }

  @Override
  double differentiate(float[] outputs, FieldValues targets, int example) {
    int at = example * width();
    return CrossEntropy.differentiate(outputs, at, width(), label(targets, example), 1);
  }

  private static int label(FieldValues targets, int example) {
    return (int) ((Longs) targets).values()[example];
  }
}
