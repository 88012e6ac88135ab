package org.skymask.attack;

import java.util.Optional;
import org.skymask.kernel.Vectors;
import org.skymask.model.ModelData;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * A backdoor whose pattern is learned, so that the model takes it for the target and goes on to do
 * so when others train it away (Zhang et al., "A3FL: Adversarially Adaptive Backdoor Attacks to
 * Federated Learning", NeurIPS 2023). In each round the values t of the pattern are moved to make
 * L(θ; x ⊕ t, target) + λ w L(θ'; x ⊕ t, target) smaller. θ is the global model, and θ' what it
 * becomes when it is trained to give examples with the pattern their true classes. λ = {@code
 * adversarial}; w is the cosine of the gradients of that training at θ' and θ, 0 where it is
 * negative. Then the mean of the malicious clients' honest updates is trained on their examples
 * with and without the pattern, and sent.
 *
 * <p>The paper follows the gradient with respect to the pattern. The engines here give gradients of
 * parameters alone, so a {@link CoordinateSearch} by the objective itself takes its place. All
 * malicious clients share one pattern, which begins anew in each federation.
 *
 * <p>Knows its own data and the global model.
 */
final class AdaptiveTrigger implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "adaptive-trigger",
              "a backdoor whose pattern is searched for, so that the model, and one trained to unlearn it, take it for the target",
              "Zhang et al., NeurIPS 2023")
          .with(
              Backdoor.TARGET,
              Backdoor.SIZE,
              Backdoor.VALUE,
              Parameter.of("least", Allowed.from(-1e6, 1e6), -2, "least value of the pattern"),
              Parameter.of("most", Allowed.from(-1e6, 1e6), 2, "largest value of the pattern"),
              Parameter.of("step", Allowed.from(1e-6, 1e6), 0.5, "first step of the search"),
              Parameter.of(
                  "sweeps",
                  Allowed.whole(0, 10_000),
                  2,
                  "times that each value is tried in a round"),
              Parameter.of(
                  "adversarial", Allowed.from(0, 1e6), 0.01, "λ, weight of the unlearned model"),
              Parameter.of(
                  "unlearning", Allowed.whole(1, 10_000), 5, "gradient steps of the unlearning"),
              Parameter.of(
                  "steps", Allowed.whole(1, 10_000), 20, "gradient steps of the poisoned training"),
              Parameter.of(
                  "length",
                  Allowed.from(1e-6, 1e6),
                  1,
                  "length of either training, in lengths of the honest update"),
              Parameter.of("examples", Allowed.whole(1), 200, "examples that it computes with"))
          .madeBy(AdaptiveTrigger::new);

  private final LearnedTrigger trigger;
  private final CoordinateSearch search;
  private final double adversarial;
  private final int unlearning;
  private final int steps;
  private final double length;
  private final int examples;

  private AdaptiveTrigger(Given given) {
    if (given.number("most") < given.number("least")) {
      throw given.refused("most", "least = " + given.number("least") + " or more");
    }
    trigger = new LearnedTrigger(Backdoor.trigger(given));
    search =
        new CoordinateSearch(
            given.whole("sweeps"),
            given.number("step"),
            given.number("least"),
            given.number("most"));
    adversarial = given.number("adversarial");
    unlearning = given.whole("unlearning");
    steps = given.whole("steps");
    length = given.number("length");
    examples = given.whole("examples");
  }

  @Override
  public Optional<Trigger> trigger() {
    return Optional.of(trigger);
  }

  @Override
  public float[][] craft(AttackContext context) {
    int parameters = context.layout().parameterCount();
    Descent descent = new Descent(context.loss(), context.base(), parameters);
    ModelData clean = PooledExamples.pooled(context.data(), examples);
    float[] benign = Sight.mean(context.own());
    double way = length * Statistics.norm(benign, parameters);
    learn(context, descent, clean, way);
    ModelData triggered = PooledExamples.triggered(clean, trigger, context.layout());
    return Crafted.same(context, descent.train(benign, clean.and(triggered), steps, way));
  }

  private void learn(AttackContext context, Descent descent, ModelData clean, double way) {
    float[] still = new float[context.base().length];
    ModelData unlearned = trigger.stamped(clean, context.layout());
    float[] away = descent.train(still, unlearned, unlearning, way);
    double weight =
        adversarial
            * Math.max(
                0,
                Vectors.cosine(
                    descent.gradientAt(away, unlearned),
                    descent.gradientAt(still, unlearned),
                    descent.parameterCount()));
    CoordinateSearch.Objective objective =
        pattern -> {
          trigger.learn(pattern);
          ModelData triggered = PooledExamples.triggered(clean, trigger, context.layout());
          double here = descent.lossAt(still, triggered);
          return weight > 0 ? here + weight * descent.lossAt(away, triggered) : here;
        };
    float[] start = trigger.values(context.layout());
    for (int k = 0; k < start.length; k++) {
      start[k] = (float) Math.max(search.least(), Math.min(search.most(), start[k]));
    }
    trigger.learn(search.from(start, objective));
  }
}
