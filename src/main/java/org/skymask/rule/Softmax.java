package org.skymask.rule;

/** What models say, from their logits. */
final class Softmax {
  /** In the place of a loss that is not finite: worse than anything a model can reach. */
  static final double HOPELESS = 1e6;

  private Softmax() {}

  /** Probabilities of one example's classes. */
  static double[] probabilities(float[] logits, int example, int classes) {
    double[] values = new double[classes];
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      values[c] = logits[example * classes + c];
      largest = Math.max(largest, values[c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      values[c] = Math.exp(values[c] - largest);
      sum += values[c];
    }
    for (int c = 0; c < classes; c++) {
      values[c] /= sum;
    }
    return values;
  }

  /** Mean cross-entropy. */
  static double loss(float[] logits, int[] labels, int classes) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, logits[i * classes + c]);
      }
      double exponentials = 0;
      for (int c = 0; c < classes; c++) {
        exponentials += Math.exp(logits[i * classes + c] - largest);
      }
      sum += largest + Math.log(exponentials) - logits[i * classes + labels[i]];
    }
    double loss = sum / labels.length;
    return Double.isFinite(loss) ? Math.min(loss, HOPELESS) : HOPELESS;
  }

  /** Share of the examples whose label has the largest logit, and no other has it. */
  static double accuracy(float[] logits, int[] labels, int classes) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean best = true;
      for (int c = 0; c < classes; c++) {
        float own = logits[i * classes + labels[i]];
        best &= c == labels[i] || own > logits[i * classes + c];
      }
      right += best ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** Weights of one row alone. */
  static double[] only(int row, int rows) {
    double[] weights = new double[rows];
    weights[row] = 1;
    return weights;
  }
}
