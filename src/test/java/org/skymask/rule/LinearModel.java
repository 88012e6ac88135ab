package org.skymask.rule;

import java.util.List;
import java.util.Random;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * A linear classifier at the end of the parameter axis, for rules that run their clients' models:
 * logits are Wx + b of the weighted rows.
 *
 * @param matrix the rows
 * @param labels of the root dataset
 */
@SuppressWarnings("ArrayRecordComponent")
record LinearModel(Matrix matrix, int[] labels) implements Probe {
  static final int INPUTS = 2;
  static final int CLASSES = 3;
  static final int BODY = 15;
  static final Layout LAYOUT =
      new Layout(
          List.of(INPUTS),
          CLASSES,
          List.of(
              new TensorSpec("body.weight", List.of(BODY), true),
              new TensorSpec("fc.weight", List.of(CLASSES, INPUTS), true),
              new TensorSpec("fc.bias", List.of(CLASSES), true)));
  private static final int EXAMPLES = 40;
  private static final long ROOT = 17;

  /** Root examples are labelled as the model of a row says. */
  static LinearModel of(Matrix matrix, float[] row) {
    Matrix one = Matrix.of(new float[][] {row});
    float[] logits = new LinearModel(one, new int[0]).logits(new double[] {1}, EXAMPLES, ROOT);
    int[] labels = new int[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      for (int c = 1; c < CLASSES; c++) {
        labels[i] = logits[i * CLASSES + c] > logits[i * CLASSES + labels[i]] ? c : labels[i];
      }
    }
    return new LinearModel(matrix, labels);
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public float[] onRoot(double[] weights) {
    return logits(weights, EXAMPLES, ROOT);
  }

  @Override
  public float[] onNoise(double[] weights, int inputs, int draw) {
    return logits(weights, inputs, draw);
  }

  private float[] logits(double[] weights, int inputs, long seed) {
    double[] model = new double[LAYOUT.parameterCount()];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < model.length; j++) {
        model[j] += weights[i] * matrix.values()[i][j];
      }
    }
    Random random = new Random(seed);
    float[] logits = new float[inputs * CLASSES];
    for (int i = 0; i < inputs; i++) {
      double x = random.nextDouble() - 0.5;
      double y = random.nextDouble() - 0.5;
      for (int c = 0; c < CLASSES; c++) {
        int weight = BODY + c * INPUTS;
        double bias = model[BODY + CLASSES * INPUTS + c];
        logits[i * CLASSES + c] = (float) (model[weight] * x + model[weight + 1] * y + bias);
      }
    }
    return logits;
  }
}
