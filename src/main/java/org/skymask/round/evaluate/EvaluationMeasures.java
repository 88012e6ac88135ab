package org.skymask.round.evaluate;

import java.io.Serializable;
import java.util.List;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Signature;

/** What a loss function's kind of outputs can be measured by, besides the loss itself. */
public sealed interface EvaluationMeasures extends Serializable
    permits Confusion, Tokens, Decisions, Regression, NoMeasures {

  /**
   * What the outputs for some examples come to.
   *
   * @param outputs [examples × outputs of an example]
   */
  static EvaluationMeasures of(Signature signature, float[] outputs, FieldValues targets) {
    return switch (signature.loss()) {
      case CROSS_ENTROPY -> Confusion.of(outputs, (Longs) targets, signature.requiredClasses());
      case CROSS_ENTROPY_PER_TOKEN ->
          Tokens.of(outputs, (Longs) targets, signature.requiredClasses());
      case BINARY_CROSS_ENTROPY ->
          new Decisions(outputs, ((Floats) targets).values(), targets.width());
      case MEAN_SQUARED_ERROR, HUBER ->
          Regression.of(outputs, ((Floats) targets).values(), targets.width());
      case FUNCTION -> new NoMeasures();
    };
  }

  /** All of them, the main one first. */
  List<Measure> all();

  /**
   * The number by which models of this kind are compared.
   *
   * @param loss mean over the examples, which it is where there is no other
   */
  default Measure main(double loss) {
    return all().stream().findFirst().orElse(new Measure("loss", loss));
  }

  /**
   * Those of two datasets taken together.
   *
   * @param other of the same kind
   */
  EvaluationMeasures and(EvaluationMeasures other);
}
