package org.skymask.round.evaluate;

import java.io.Serializable;
import java.util.List;

/** What a loss function's kind of outputs can be measured by, besides the loss itself. */
public sealed interface EvaluationMeasures extends Serializable
    permits Confusion, Tokens, Decisions, Regression, NoMeasures {

  /** All of them, the main one first. */
  List<Measure> all();

  /**
   * Those of two datasets taken together.
   *
   * @param other of the same kind
   */
  EvaluationMeasures and(EvaluationMeasures other);
}
