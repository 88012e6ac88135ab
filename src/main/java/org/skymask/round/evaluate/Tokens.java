package org.skymask.round.evaluate;

import java.util.List;
import org.skymask.engine.CrossEntropy;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Signature;

/**
 * Predictions of a class at each place of an example, those left out that are ignored.
 *
 * @param count places that count
 * @param right places that are predicted as labelled
 * @param lossSum Σ cross-entropy over the places
 */
record Tokens(long count, long right, double lossSum) implements EvaluationMeasures {
  private static final long serialVersionUID = 1L;

  /**
   * @param logits [examples × places × classes]
   */
  static Tokens of(float[] logits, Longs labels, int classes) {
    long count = 0;
    long right = 0;
    double loss = 0;
    for (int place = 0; place < labels.values().length; place++) {
      int label = (int) labels.values()[place];
      if (label != Signature.IGNORED) {
        count++;
        right += CrossEntropy.predicted(logits, place * classes, classes) == label ? 1 : 0;
        loss += CrossEntropy.loss(logits, place * classes, classes, label);
      }
    }
    return new Tokens(count, right, loss);
  }

  @Override
  public List<Measure> all() {
    return List.of(
        new Measure("perplexity", Math.exp(lossSum / count)),
        new Measure("tokenAccuracy", (double) right / count));
  }

  @Override
  public Tokens and(EvaluationMeasures other) {
    Tokens that = (Tokens) other;
    return new Tokens(count + that.count, right + that.right, lossSum + that.lossSum);
  }
}
