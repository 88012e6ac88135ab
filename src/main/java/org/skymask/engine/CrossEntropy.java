package org.skymask.engine;

/** Softmax cross-entropy on logits, in double precision. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /** Loss of one example whose logits stand at {@code logits[at .. at + classes)}. */
  public static double loss(float[] logits, int at, int classes, int label) {
    return logSum(logits, at, classes) - logits[at + label];
  }

  /**
   * Replaces the logits of one example by ∂(scale · loss)/∂logits = scale · (softmax − one-hot).
   *
   * @return the loss, without the scale
   */
  static double differentiate(float[] logits, int at, int classes, int label, double scale) {
    double logSum = logSum(logits, at, classes);
    double loss = logSum - logits[at + label];
    for (int c = 0; c < classes; c++) {
      double share = Math.exp(logits[at + c] - logSum) - (c == label ? 1 : 0);
      logits[at + c] = (float) (scale * share);
    }
    return loss;
  }

  /** Index of the largest logit, the first of equals. */
  public static int predicted(float[] logits, int at, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (logits[at + c] > logits[at + best]) {
        best = c;
      }
    }
    return best;
  }

  private static double logSum(float[] logits, int at, int classes) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, logits[at + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[at + c] - max);
    }
    return max + Math.log(sum);
  }
}
