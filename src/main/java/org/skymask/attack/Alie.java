package org.skymask.attack;

import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * A little is enough: u = μ + {@code factor}·σ, mean and standard deviation (n − 1) of the honest
 * updates by coordinate (Baruch, Baruch and Goldberg, NeurIPS 2019, section 3, algorithm 3; ByzFL's
 * ALittleIsEnough).
 *
 * <p>A {@code factor} of 0 is −z with the paper's z, the largest with Φ(z) &lt; (n − m − s)/(n −
 * m), s = ⌊n/2 + 1⌋ − m honest clients having to be farther out than the attackers: n clients, m of
 * them malicious. (The probability is kept between 0.5 and 1 − 1/(2(n − m)), which the formula
 * leaves with few honest clients or half of them malicious.) Of the two sides the negative one,
 * which min-max takes too, does more harm to models with rectified units.
 *
 * <p>Knows the honest updates; with {@code knowledge} = own its own clients' stand in, which is the
 * paper's own setting.
 */
final class Alie extends CommonUpdate {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "alie",
              "u = μ + factor·σ; where `factor` is 0, u = μ − zσ with z from n and m",
              "Baruch et al., NeurIPS 2019")
          .with(
              Parameter.of("factor", Allowed.from(-1e6, 1e6), 0, "factor of σ; 0: −z"),
              Sight.HONEST_FIRST)
          .madeBy(given -> new Alie(Sight.of(given), given.number("factor")));

  private final double factor;

  private Alie(Sight sight, double factor) {
    super(sight);
    this.factor = factor;
  }

  @Override
  float[] update(float[][] rows, AttackContext context) {
    float[] mean = Sight.mean(rows);
    double times = factor != 0 ? factor : -unnoticed(context.others(), context.malicious());
    return Crafted.plus(mean, Statistics.deviation(rows, mean), times);
  }

  /** The paper's z. */
  static double unnoticed(int honest, int malicious) {
    int supporters = (honest + malicious) / 2 + 1 - malicious;
    double below = (double) (honest - supporters) / honest;
    return Normal.quantile(Math.max(0.5, Math.min(1 - 0.5 / honest, below)));
  }
}
