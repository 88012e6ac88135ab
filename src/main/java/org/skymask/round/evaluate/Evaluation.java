package org.skymask.round.evaluate;

import java.io.Serializable;

/**
 * How well a model does on a dataset.
 *
 * @param loss mean over the examples
 * @param measures by the kind of loss
 */
public record Evaluation(long examples, double loss, EvaluationMeasures measures)
    implements Serializable {

  /** Of one class an example. */
  public Evaluation(long examples, double loss, long[][] confusion) {
    this(examples, loss, new Confusion(confusion));
  }

  /** The number by which models of this kind are compared; the loss where there is no other. */
  public Measure main() {
    return measures.main(loss);
  }

  /** Two datasets taken together. */
  Evaluation and(Evaluation other) {
    long count = examples + other.examples;
    double mean = count == 0 ? 0 : (loss * examples + other.loss * other.examples) / count;
    return new Evaluation(count, mean, measures.and(other.measures));
  }
}
