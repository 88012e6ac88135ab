package org.skymask.round.evaluate;

import java.util.List;

/**
 * Predictions of a class at each place of an example, those left out that are ignored.
 *
 * @param count places that count
 * @param right places that are predicted as labelled
 * @param lossSum Σ cross-entropy over the places
 */
record Tokens(long count, long right, double lossSum) implements EvaluationMeasures {
  private static final long serialVersionUID = 1L;

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
