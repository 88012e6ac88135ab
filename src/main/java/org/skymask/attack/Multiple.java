package org.skymask.attack;

import java.util.List;
import java.util.Set;

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
  private final String name;
  private final Sight sight;
  private final boolean mean;
  private final double factor;

  private Multiple(String name, Sight sight, boolean mean, double factor) {
    this.name = name;
    this.sight = sight;
    this.mean = mean;
    this.factor = factor;
  }

  static List<AttackType> types() {
    return List.of(
        new AttackType(
            "sign-flip",
            List.of(Parameter.number("factor", 1, 0, 1e6), Sight.OWN_FIRST),
            given -> ofEach("sign-flip", given, -given.number("factor"))),
        new AttackType(
            "ipm",
            List.of(Parameter.number("factor", 2, 0, 1e6), Sight.HONEST_FIRST),
            given -> new Multiple("ipm", Sight.of(given), true, -given.number("factor"))),
        new AttackType(
            "boost",
            List.of(Parameter.number("factor", 3, 0, 1e6), Sight.OWN_FIRST),
            given -> ofEach("boost", given, given.number("factor"))));
  }

  private static Attack ofEach(String name, Given given, double factor) {
    Sight sight = Sight.of(given);
    return new Multiple(name, sight, sight == Sight.HONEST, factor);
  }

  @Override
  public String name() {
    return name;
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
