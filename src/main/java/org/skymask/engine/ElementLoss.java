package org.skymask.engine;

import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Floats;

/** A loss of each output by itself, and the mean over an example's outputs. */
final class ElementLoss extends OutputLoss {
  private static final long serialVersionUID = 1L;

  /** The loss of one output and its derivative by the output. */
  enum Element {
    /** Cross-entropy of a logit and a probability. */
    BINARY {
      @Override
      double loss(double output, double target) {
        return Math.max(output, 0) - output * target + Math.log1p(Math.exp(-Math.abs(output)));
      }

      @Override
      double derivative(double output, double target) {
        return 1 / (1 + Math.exp(-output)) - target;
      }
    },

    SQUARE {
      @Override
      double loss(double output, double target) {
        return (output - target) * (output - target);
      }

      @Override
      double derivative(double output, double target) {
        return 2 * (output - target);
      }
    },

    /** δ = 1. */
    HUBER {
      @Override
      double loss(double output, double target) {
        double off = Math.abs(output - target);
        return off < 1 ? off * off / 2 : off - 0.5;
      }

      @Override
      double derivative(double output, double target) {
        return Math.max(-1, Math.min(1, output - target));
      }
    };

    abstract double loss(double output, double target);

    abstract double derivative(double output, double target);
  }

  private final Element element;

  ElementLoss(int width, Element element) {
    super(width);
    this.element = element;
  }

  @Override
  double loss(float[] outputs, FieldValues targets, int example) {
    float[] wanted = ((Floats) targets).values();
    double sum = 0;
    for (int j = example * width(); j < (example + 1) * width(); j++) {
      sum += element.loss(outputs[j], wanted[j]);
    }
    return sum / width();
  }

  @Override
  double differentiate(float[] outputs, FieldValues targets, int example) {
    float[] wanted = ((Floats) targets).values();
    double sum = 0;
    for (int j = example * width(); j < (example + 1) * width(); j++) {
      sum += element.loss(outputs[j], wanted[j]);
      outputs[j] = (float) (element.derivative(outputs[j], wanted[j]) / width());
    }
    return sum / width();
  }
}
