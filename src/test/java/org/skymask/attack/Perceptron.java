package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.TensorSpec;

/** A model with one hidden layer of rectified units, for attackers that compute with a loss. */
final class Perceptron implements LossGradient {
  static final int INPUTS = 16;
  static final int UNITS = 8;
  static final int CLASSES = 3;

  /** One value of state behind the parameters, that nothing trains. */
  static final Layout LAYOUT =
      new Layout(
          List.of(4, 4),
          CLASSES,
          List.of(
              new TensorSpec("hidden.weight", List.of(UNITS, INPUTS), true),
              new TensorSpec("hidden.bias", List.of(UNITS), true),
              new TensorSpec("norm.running_mean", List.of(2), false),
              new TensorSpec("out.weight", List.of(CLASSES, UNITS), true),
              new TensorSpec("out.bias", List.of(CLASSES), true)));

  private static final int HIDDEN_BIAS = UNITS * INPUTS;
  private static final int OUT = HIDDEN_BIAS + UNITS;
  private static final int OUT_BIAS = OUT + CLASSES * UNITS;

  @Override
  public double of(float[] values, ModelData given, float[] gradient) {
    LabelledData data = (LabelledData) given;
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int i = 0; i < data.size(); i++) {
      double[] hidden = hidden(values, data.features(), i * INPUTS);
      double[] p = probabilities(values, hidden);
      loss -= Math.log(p[data.labels()[i]]) / data.size();
      p[data.labels()[i]] -= 1;
      addGradient(values, data.features(), i * INPUTS, hidden, p, gradient, data.size());
    }
    return loss;
  }

  private static void addGradient(
      float[] values, float[] x, int at, double[] hidden, double[] error, float[] gradient, int n) {
    double[] back = new double[UNITS];
    for (int c = 0; c < CLASSES; c++) {
      gradient[OUT_BIAS + c] += (float) (error[c] / n);
      for (int u = 0; u < UNITS; u++) {
        gradient[OUT + c * UNITS + u] += (float) (error[c] * hidden[u] / n);
        back[u] += hidden[u] > 0 ? error[c] * values[OUT + c * UNITS + u] : 0;
      }
    }
    for (int u = 0; u < UNITS; u++) {
      gradient[HIDDEN_BIAS + u] += (float) (back[u] / n);
      for (int f = 0; f < INPUTS; f++) {
        gradient[u * INPUTS + f] += (float) (back[u] * x[at + f] / n);
      }
    }
  }

  private static double[] hidden(float[] values, float[] x, int at) {
    double[] hidden = new double[UNITS];
    for (int u = 0; u < UNITS; u++) {
      double sum = values[HIDDEN_BIAS + u];
      for (int f = 0; f < INPUTS; f++) {
        sum += (double) values[u * INPUTS + f] * x[at + f];
      }
      hidden[u] = Math.max(0, sum);
    }
    return hidden;
  }

  private static double[] probabilities(float[] values, double[] hidden) {
    double[] p = new double[CLASSES];
    double total = 0;
    for (int c = 0; c < CLASSES; c++) {
      double logit = values[OUT_BIAS + c];
      for (int u = 0; u < UNITS; u++) {
        logit += values[OUT + c * UNITS + u] * hidden[u];
      }
      p[c] = Math.exp(Math.max(-500, Math.min(500, logit)));
      total += p[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      p[c] = Math.max(1e-300, p[c] / total);
    }
    return p;
  }

  /** Share of the examples that a model answers right. */
  static double accuracy(float[] values, LabelledData data) {
    int right = 0;
    for (int i = 0; i < data.size(); i++) {
      double[] p = probabilities(values, hidden(values, data.features(), i * INPUTS));
      int best = 0;
      for (int c = 1; c < CLASSES; c++) {
        best = p[c] > p[best] ? c : best;
      }
      right += best == data.labels()[i] ? 1 : 0;
    }
    return (double) right / data.size();
  }
}
