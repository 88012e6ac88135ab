package org.skymask.attack;

import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * Each malicious client by itself, without a word to the others: it takes its own update back by
 * the length of usual steps of the model, u = Δᵢ − γ Δᵢ/‖Δᵢ‖ with γ = {@code factor} · (med +
 * {@code deviations} · 1.4826 · MAD), where med is the median of the lengths of the last {@code
 * window} global steps and MAD the median of their distances to it. In the first round, when the
 * model has made no step, med is the length of the own update and MAD is 0.
 *
 * <p>After XFED (Mouri et al., "XFED: Non-Collusive Model Poisoning Attack Against Byzantine-Robust
 * Federated Classifiers", arXiv 2604.09489): the scale from median and MAD of recent changes of the
 * global model, and the inverse unit vector as the direction, are told of it. Its exact formula and
 * code were not at hand, so the form of γ and the defaults are this project's.
 *
 * <p>Knows its own data and the global models.
 */
final class NonCollusive implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "non-collusive",
              "u = Δᵢ − γΔᵢ/‖Δᵢ‖, each client alone, γ by median and MAD of the lengths of recent global steps",
              "after Mouri et al., arXiv 2604.09489")
          .with(
              Parameter.of("factor", Allowed.from(0, 1e6), 2, "γ in lengths of usual steps"),
              Parameter.of(
                  "deviations",
                  Allowed.from(-1e6, 1e6),
                  1,
                  "standard deviations, by the MAD, that a usual step is longer than the median"),
              Parameter.of(
                  "window", Allowed.whole(1, 10_000), 10, "global steps that are looked at"))
          .madeBy(NonCollusive::new);

  /** A normal distribution's standard deviation in units of its MAD. */
  private static final double NORMAL = 1.4826;

  private final double factor;
  private final double deviations;
  private final StepHistory steps;

  private NonCollusive(Given given) {
    factor = given.number("factor");
    deviations = given.number("deviations");
    steps = new StepHistory(given.whole("window"));
  }

  @Override
  public float[][] craft(AttackContext context) {
    int length = context.layout().parameterCount();
    float[] previous = context.previous();
    if (previous != null) {
      steps.add(Math.sqrt(Statistics.squaredDistance(context.base(), previous, length)));
    }
    return Crafted.each(context, client -> update(context.own()[client], length));
  }

  private float[] update(float[] own, int length) {
    double norm = Statistics.norm(own, length);
    double usual =
        steps.isEmpty() ? norm : steps.median() + deviations * NORMAL * steps.medianDistance();
    return Crafted.times(own, norm > 0 ? 1 - factor * Math.max(0, usual) / norm : 1);
  }
}
