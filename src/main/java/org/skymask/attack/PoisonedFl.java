package org.skymask.attack;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * PoisonedFL: one random direction for all rounds, so that what is left of it after every defence
 * adds up (Xie et al., "Model Poisoning Attacks to Federated Learning via Multi-Round Consistency",
 * CVPR 2025, section 4).
 *
 * <p>s ∈ {−1, +1}^D is drawn once. With g the last global update and p what was sent for it
 * (nothing, where no malicious client took part), u = c‖g‖ · (v ⊙ s)/‖v‖, v = |g − p‖g‖/‖p‖|:
 * larger where honest clients move. c starts at {@code factor}; every {@code window} rounds the
 * signs of all that the global model has moved in them are compared with s: where fewer agree than
 * in 99 % of random cases (the binomial quantile, by its normal approximation), the attack was
 * filtered, and c becomes {@code shrink}·c unless that is below {@code least}. In the first round
 * it sends what was trained.
 *
 * <p>Knows the global models only: neither data nor anybody's updates.
 */
final class PoisonedFl implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "poisonedfl",
              "one random sign vector for all rounds, as long as the last global update times a factor; the factor shrinks where the model does not follow",
              "Xie et al., CVPR 2025")
          .with(
              Parameter.of("factor", Allowed.from(0, 1e6), 8, "c at the beginning"),
              Parameter.of(
                  "window", Allowed.whole(1, 10_000), 50, "rounds after which c may shrink"),
              Parameter.of("shrink", Allowed.from(0.001, 1), 0.7, "factor by which c shrinks"),
              Parameter.of("least", Allowed.from(0, 1e6), 0.5, "c below which it does not shrink"))
          .madeBy(PoisonedFl::new);

  private static final double QUANTILE_99 = 2.3263478740408408;

  private final int window;
  private final double shrink;
  private final double least;
  private double factor;
  private float[] windowStart = {};
  private int rounds;
  private float[] signs = {};
  private float @Nullable [] sent;
  private int sentIn;

  private PoisonedFl(Given given) {
    factor = given.number("factor");
    window = given.whole("window");
    shrink = given.number("shrink");
    least = given.number("least");
  }

  @Override
  public float[][] craft(AttackContext context) {
    int length = context.layout().parameterCount();
    if (signs.length != length) {
      signs = draw(length, context.seed());
    }
    adapt(context.base());
    float[] previous = context.previous();
    if (previous == null) {
      sent = null;
      return Crafted.each(context, client -> context.own()[client]);
    }
    float[] last = Crafted.plus(context.base(), previous, -1);
    boolean tookPart = sentIn == context.round() - 1;
    float[] update = update(last, sent == null || !tookPart ? new float[length] : sent);
    sent = update;
    sentIn = context.round();
    return Crafted.same(context, update);
  }

  private float[] update(float[] last, float[] poison) {
    int length = signs.length;
    double moved = Statistics.norm(last, length);
    double before = Statistics.norm(poison, length);
    double share = before > 0 ? moved / before : 0;
    double[] magnitude = new double[length];
    double squares = 0;
    for (int j = 0; j < length; j++) {
      magnitude[j] = Math.abs(last[j] - share * poison[j]);
      squares += magnitude[j] * magnitude[j];
    }
    double scale = squares > 0 ? factor * moved / Math.sqrt(squares) : 0;
    float[] update = new float[length];
    for (int j = 0; j < length; j++) {
      update[j] = (float) (scale * magnitude[j] * signs[j]);
    }
    return update;
  }

  /** Weaker, where the last window shows nothing of it. */
  private void adapt(float[] base) {
    if (windowStart.length != base.length) {
      windowStart = base;
      rounds = 0;
    } else if (++rounds == window) {
      int agreeing = 0;
      for (int j = 0; j < signs.length; j++) {
        agreeing += Math.signum(base[j] - windowStart[j]) == signs[j] ? 1 : 0;
      }
      double needed = signs.length / 2.0 + QUANTILE_99 * Math.sqrt(signs.length) / 2;
      if (agreeing < needed && factor * shrink >= least) {
        factor *= shrink;
      }
      windowStart = base;
      rounds = 0;
    }
  }

  private static float[] draw(int length, long seed) {
    SplittableRandom random = ClientRandom.random(seed, -1);
    float[] signs = new float[length];
    for (int j = 0; j < length; j++) {
      signs[j] = random.nextBoolean() ? 1 : -1;
    }
    return signs;
  }
}
