package org.skymask.attack;

import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * Sends against the way that the committed models forecast. With gₜ the steps between them, the
 * forecast is d ← {@code memory} · d + gₜ. Of its own update the client keeps the part e that is at
 * a right angle to d, and sends L(−{@code share} · d/‖d‖ + √(1 − {@code share}²) · e/‖e‖). L is the
 * median of the lengths that its side has trained in the last {@code window} rounds, which is how
 * long honest updates were: it hides in their lengths, and in the noise of honest clients.
 *
 * <p>The direction is the "changing direction" of Fang et al. ("Local Model Poisoning Attacks to
 * Byzantine-Robust Federated Learning", USENIX Security 2020, section 4), which they estimate from
 * updates of one round; here it comes from earlier rounds' models, as attacks that use history do
 * (Zhang et al., HisMSA, Journal of King Saud University – CIS 2025, whose formula was not at
 * hand). The way of hiding is this project's. Without an earlier model, or where the models stood
 * still, it sends what was trained.
 *
 * <p>Knows its own clients' data and the global models.
 */
final class AgainstForecast implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "against-forecast",
              "as long as past updates of its own, with cosine −share to where the global models of earlier rounds point",
              "after Fang et al., USENIX Security 2020")
          .with(
              Parameter.of("share", Allowed.share(), 0.9, "cosine to the reverse of the forecast"),
              Parameter.of("memory", Allowed.shareOrNone(), 0.8, "factor of the forecast before"),
              Parameter.of(
                  "window", Allowed.whole(1, 10_000), 10, "rounds whose lengths are remembered"))
          .madeBy(AgainstForecast::new);

  private final double share;
  private final double memory;
  private final StepHistory lengths;
  private double[] forecast = {};

  private AgainstForecast(Given given) {
    share = given.number("share");
    memory = given.number("memory");
    lengths = new StepHistory(given.whole("window"));
  }

  @Override
  public float[][] craft(AttackContext context) {
    int length = context.layout().parameterCount();
    lengths.add(meanLength(context.own(), length));
    float[] previous = context.previous();
    if (previous != null) {
      learn(context.base(), previous, length);
    }
    double[] direction = unit(forecast);
    return Crafted.each(context, client -> update(context.own()[client], direction));
  }

  private static double meanLength(float[][] own, int length) {
    double sum = 0;
    for (float[] update : own) {
      sum += Statistics.norm(update, length);
    }
    return sum / own.length;
  }

  private void learn(float[] base, float[] previous, int length) {
    double[] before = forecast.length == length ? forecast : new double[length];
    forecast = new double[length];
    for (int j = 0; j < length; j++) {
      forecast[j] = memory * before[j] + ((double) base[j] - previous[j]);
    }
  }

  /** Empty where there is no direction. */
  private static double[] unit(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double norm = Math.sqrt(squares);
    double[] unit = new double[norm > 0 ? vector.length : 0];
    for (int j = 0; j < unit.length; j++) {
      unit[j] = vector[j] / norm;
    }
    return unit;
  }

  private float[] update(float[] own, double[] direction) {
    if (direction.length == 0) {
      return own;
    }
    double[] rest = unit(aside(own, direction));
    double left = Math.sqrt(1 - share * share);
    float[] update = new float[direction.length];
    for (int j = 0; j < update.length; j++) {
      double beside = rest.length > 0 ? left * rest[j] : 0;
      update[j] = (float) (lengths.median() * (beside - share * direction[j]));
    }
    return update;
  }

  /** What is left of an update without its part along a unit vector. */
  private static double[] aside(float[] own, double[] direction) {
    double along = 0;
    for (int j = 0; j < direction.length; j++) {
      along += own[j] * direction[j];
    }
    double[] aside = new double[direction.length];
    for (int j = 0; j < aside.length; j++) {
      aside[j] = own[j] - along * direction[j];
    }
    return aside;
  }
}
