package org.skymask.attack;

import java.util.List;
import java.util.Set;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Multiples of an honest step.
 *
 * <ul>
 *   <li>{@code sign-flip}: u = −{@code factor}·Δᵢ of the client's own update; with {@code
 *       knowledge} = honest, of the honest mean (Allen-Zhu et al., ICLR 2021; ByzFL's SignFlipping
 *       at factor 1).
 *   <li>{@code ipm}: inner product manipulation, u = −{@code factor}·mean of the honest updates
 *       (Xie et al., UAI 2019, section 4): small factors turn the aggregate without being far away.
 *       Own knowledge: of the malicious clients' updates.
 *   <li>{@code boost}: u = {@code factor}·Δᵢ: a step that is better than the honest ones and draws
 *       a decision towards itself; nothing is poisoned but the trust that follows.
 * </ul>
 */
final class Multiple implements Attack {
  static final List<Declared<Attack>> DECLARATIONS =
      List.of(
          Declaration.of("sign-flip", "u = −factor·Δᵢ", "Allen-Zhu et al., ICLR 2021")
              .with(
                  Parameter.of("factor", Allowed.from(0, 1e6), 1, "factor of the update"),
                  Sight.OWN_FIRST)
              .madeBy(given -> ofEach(Sight.of(given), -given.number("factor"))),
          Declaration.of("ipm", "u = −factor·μ", "Xie et al., UAI 2019")
              .with(
                  Parameter.of("factor", Allowed.from(0, 1e6), 2, "factor of the update"),
                  Sight.HONEST_FIRST)
              .madeBy(given -> new Multiple(Sight.of(given), true, -given.number("factor"))),
          Declaration.of(
                  "boost",
                  "u = factor·Δᵢ: a better step than the honest ones, which can turn a decision to its side")
              .with(
                  Parameter.of("factor", Allowed.from(0, 1e6), 3, "factor of the update"),
                  Sight.OWN_FIRST)
              .madeBy(given -> ofEach(Sight.of(given), given.number("factor"))));

  private final Sight sight;
  private final boolean mean;
  private final double factor;

  private Multiple(Sight sight, boolean mean, double factor) {
    this.sight = sight;
    this.mean = mean;
    this.factor = factor;
  }

  private static Attack ofEach(Sight sight, double factor) {
    return new Multiple(sight, sight == Sight.HONEST, factor);
  }

  @Override
  public Set<Knowledge> assumes() {
    return sight.assumes();
  }

  @Override
  public float[][] craft(AttackContext context) {
    if (mean) {
      return Crafted.same(context, Crafted.times(Sight.mean(sight.rows(context)), factor));
    }
    return Crafted.each(context, client -> Crafted.times(context.own()[client], factor));
  }
}
