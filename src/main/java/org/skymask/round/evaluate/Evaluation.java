package org.skymask.round.evaluate;

import java.io.Serializable;

/**
 * How well a model does on a dataset.
 *
 * @param loss mean cross-entropy
 * @param confusion [classes][classes]: label, then predicted
 */
@SuppressWarnings("ArrayRecordComponent")
public record Evaluation(long examples, double loss, long[][] confusion) implements Serializable {

  /** Share of the examples that are predicted as labelled. */
  public double accuracy() {
    long right = 0;
    for (int label = 0; label < confusion.length; label++) {
      right += confusion[label][label];
    }
    return examples == 0 ? Double.NaN : (double) right / examples;
  }

  /** Two datasets taken together. */
  Evaluation and(Evaluation other) {
    long[][] sum = new long[confusion.length][confusion.length];
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] = confusion[i][j] + other.confusion[i][j];
      }
    }
    long count = examples + other.examples;
    double mean = count == 0 ? 0 : (loss * examples + other.loss * other.examples) / count;
    return new Evaluation(count, mean, sum);
  }
}
