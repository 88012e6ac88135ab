package org.skymask.engine;

/** Softmax cross-entropy on logits, in double precision and shared by the engines. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /** Loss of one example whose logits stand at {@code logits[at .. at + classes)}. */
  public static double loss(float[] logits, int at, int classes, int label) {
    return logSum(logits, at, classes) - logits[at + label];
  }

  /**
   * Replaces each row of logits by ∂loss/∂logits = softmax − one-hot.
   *
   * @param logits [labels.length × classes], overwritten
   * @return Σ loss over the rows
   */
  public static double toGradient(float[] logits, int classes, int[] labels, int from) {
    double sum = 0;
    for (int row = 0; row < logits.length / classes; row++) {
      int at = row * classes;
      int label = labels[from + row];
      double logSum = logSum(logits, at, classes);
      sum += logSum - logits[at + label];
      for (int c = 0; c < classes; c++) {
        logits[at + c] = (float) (Math.exp(logits[at + c] - logSum) - (c == label ? 1 : 0));
      }
    }
    return sum;
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
