package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.TensorSpec;
import org.skymask.model.ValueType;

/** Linear regression with squared errors: a model that predicts a number. */
final class Line implements LossGradient {
  static final int INPUTS = 6;

  /** Two values of state behind the parameters, that nothing trains. */
  static final Layout LAYOUT =
      new Layout(
          new Signature(
              List.of(new FieldSpec("x", ValueType.FLOAT32, List.of(INPUTS))),
              new FieldSpec("y", ValueType.FLOAT32, List.of()),
              LossFunction.MEAN_SQUARED_ERROR,
              null),
          List.of(
              new TensorSpec("line.weight", List.of(1, INPUTS), true),
              new TensorSpec("line.bias", List.of(1), true),
              new TensorSpec("norm.running_mean", List.of(2), false)));

  /** y = 1 + Σ x, with noise of 0.1. */
  static ModelData data(long seed, int size) {
    Random random = new Random(seed);
    float[] x = new float[size * INPUTS];
    float[] y = new float[size];
    for (int i = 0; i < size; i++) {
      double sum = 1 + 0.1 * random.nextGaussian();
      for (int f = 0; f < INPUTS; f++) {
        x[i * INPUTS + f] = (float) (0.5 * random.nextGaussian());
        sum += x[i * INPUTS + f];
      }
      y[i] = (float) sum;
    }
    return new FieldData(List.of(new Floats(x, INPUTS)), new Floats(y, 1));
  }

  @Override
  public double of(float[] values, ModelData data, float[] gradient) {
    Arrays.fill(gradient, 0);
    float[] x = ((Floats) data.input(0)).values();
    float[] y = ((Floats) data.target()).values();
    double loss = 0;
    for (int i = 0; i < y.length; i++) {
      double off = values[INPUTS] - y[i];
      for (int f = 0; f < INPUTS; f++) {
        off += (double) values[f] * x[i * INPUTS + f];
      }
      loss += off * off / y.length;
      gradient[INPUTS] += (float) (2 * off / y.length);
      for (int f = 0; f < INPUTS; f++) {
        gradient[f] += (float) (2 * off * x[i * INPUTS + f] / y.length);
      }
    }
    return loss;
  }
}
