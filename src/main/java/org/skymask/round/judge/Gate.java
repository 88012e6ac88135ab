package org.skymask.round.judge;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelVersion;
import org.skymask.model.RootLoss;
import org.skymask.model.Signature;

/**
 * Tests a model before a round commits it (method.md#gate): its values and root loss must be
 * finite, and its root loss must not be far above the base's, each model with its own state.
 */
public final class Gate {
  /** Times the loss of guessing: a model below this has learned something, whatever its base is. */
  private static final double GUESSES = 1.5;

  private final RootEvaluator evaluator;
  private final ModelVersion base;
  private final double factor;

  /**
   * @param factor most root loss of a model, in root losses of the base; 0 is off
   */
  public Gate(RootEvaluator evaluator, ModelVersion base, double factor) {
    this.evaluator = evaluator;
    this.base = base;
    this.factor = factor;
  }

  /**
   * @param refusal one sentence for a person; null where the model passes
   */
  public record Answer(RootLoss loss, @Nullable String refusal) {}

  /**
   * @param model [valueCount], the values to be published
   */
  public Answer ask(float[] model) {
    RootLoss loss = new RootLoss(loss(base.values()), loss(model));
    return new Answer(loss, refusal(loss, model));
  }

  private double loss(float[] values) {
    return Arrays.stream(evaluator.losses(values)).average().orElse(Double.NaN);
  }

  private @Nullable String refusal(RootLoss loss, float[] model) {
    for (int j = 0; j < model.length; j++) {
      if (!Float.isFinite(model[j])) {
        String tensor = base.layout().tensorAt(j);
        int element = j - base.layout().start(base.layout().indexOf(tensor));
        return "Element "
            + element
            + " of tensor "
            + tensor
            + " of the new model would be "
            + model[j]
            + ".";
      }
    }
    return refusal(loss, guessing(base.layout().signature()), factor);
  }

  /** The loss of guessing, where the loss function has one. */
  private static OptionalDouble guessing(Signature signature) {
    return signature.loss() == LossFunction.CROSS_ENTROPY
        ? OptionalDouble.of(Math.log(signature.requiredClasses()))
        : OptionalDouble.empty();
  }

  /**
   * Of models whose values are finite.
   *
   * @param guessing the loss of guessing; empty where the first condition stands alone
   */
  static @Nullable String refusal(RootLoss loss, OptionalDouble guessing, double factor) {
    if (Double.isNaN(loss.model())) {
      return "The root loss of the new model is not a finite number.";
    }
    boolean far = factor > 0 && loss.model() > factor * loss.base();
    if (!far || (guessing.isPresent() && loss.model() <= GUESSES * guessing.getAsDouble())) {
      return null;
    }
    String than =
        String.format(
            Locale.ROOT,
            "The root loss of the new model is %.4g: more than gate.root-loss-factor = %s times the"
                + " base model's %.4g",
            loss.model(),
            factor,
            loss.base());
    return guessing.isPresent()
        ? than
            + String.format(
                Locale.ROOT,
                ", and more than %s times %.4g, the loss of guessing.",
                GUESSES,
                guessing.getAsDouble())
        : than + ".";
  }
}
