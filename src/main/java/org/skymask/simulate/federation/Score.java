package org.skymask.simulate.federation;

import java.io.Serializable;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Quality;
import org.skymask.model.Signature;
import org.skymask.round.evaluate.EvaluationMeasures;

/**
 * How a model does on test data.
 *
 * @param lossSum Σ loss
 * @param measures by the kind of loss
 * @param triggered examples with the trigger whose label is not the backdoor's target
 * @param fooled of these, predicted as the target
 */
public record Score(
    long examples,
    double lossSum,
    LossFunction function,
    EvaluationMeasures measures,
    long triggered,
    long fooled)
    implements Serializable {

  /** Of no example. */
  static Score nothing(Signature signature, ModelData data) {
    EvaluationMeasures none = EvaluationMeasures.of(signature, new float[0], data.target(0, 0));
    return new Score(0, 0, signature.loss(), none, 0, 0);
  }

  /** The same with what a backdoor comes to. */
  Score withTriggered(long asked, long turned) {
    return new Score(examples, lossSum, function, measures, asked, turned);
  }

  Score and(Score other) {
    return new Score(
        examples + other.examples,
        lossSum + other.lossSum,
        function,
        measures.and(other.measures),
        triggered + other.triggered,
        fooled + other.fooled);
  }

  /** Mean loss. */
  public double loss() {
    return lossSum / examples;
  }

  /** By what models with this loss are compared. */
  public Quality quality() {
    return Quality.of(function);
  }

  /** Their {@link #quality}; NaN of no example. */
  public double value() {
    return examples == 0 ? Double.NaN : measures.main(loss()).value();
  }

  /**
   * What the attack reached: with a backdoor the share of triggered examples of other classes that
   * are predicted as its target; without one the test error, as Fang et al. (2020) and the SkyMask
   * paper measure untargeted attacks, and NaN where a model has no accuracy.
   */
  public double attackSuccess() {
    if (triggered > 0) {
      return (double) fooled / triggered;
    }
    return quality() == Quality.ACCURACY ? 1 - value() : Double.NaN;
  }
}
