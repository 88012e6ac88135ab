package org.skymask.attack;

import java.util.Set;
import java.util.SplittableRandom;
import org.skymask.kernel.Vectors;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Fang's attack on the trimmed mean and the median: every coordinate just beyond the honest ones,
 * on the side against their direction (Fang et al., "Local Model Poisoning Attacks to
 * Byzantine-Robust Federated Learning", USENIX Security 2020, 4.4, directed deviation).
 *
 * <p>With s_j the sign of the mean of all updates before the attack, and [l_j, h_j] the honest
 * range: a coordinate with s_j &lt; 0 is drawn from [h_j, b·h_j], or [h_j, h_j/b] where h_j ≤ 0;
 * one with s_j &gt; 0 from [l_j/b, l_j] where l_j &gt; 0, otherwise [b·l_j, l_j]; b = {@code range}
 * = 2. Each malicious client draws its own.
 *
 * <p>Knows the honest updates. With {@code knowledge} = own, mean μ_j and standard deviation σ_j of
 * its own clients stand in, as the paper does with partial knowledge: from [μ_j + 3σ_j, μ_j + 4σ_j]
 * or [μ_j − 4σ_j, μ_j − 3σ_j].
 */
final class Trim implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "trim",
              "every coordinate just beyond the honest range, against the direction of the model's step",
              "Fang et al., USENIX Security 2020")
          .with(
              Parameter.of(
                  "range",
                  Allowed.from(1, 1000),
                  2,
                  "how many times an extreme value is the farthest that is sent"),
              Sight.HONEST_FIRST)
          .madeBy(given -> new Trim(Sight.of(given), given.number("range")));

  private final Sight sight;
  private final double range;

  private Trim(Sight sight, double range) {
    this.sight = sight;
    this.range = range;
  }

  @Override
  public Set<Knowledge> assumes() {
    return sight.assumes();
  }

  @Override
  public float[][] craft(AttackContext context) {
    float[][] rows = sight.rows(context);
    float[] direction = direction(rows, context);
    int length = context.layout().parameterCount();
    float[] near = new float[length];
    float[] far = new float[length];
    if (sight == Sight.HONEST) {
      beyondExtremes(rows, direction, near, far);
    } else {
      beyondDeviations(rows, direction, near, far);
    }
    return Crafted.each(
        context, client -> between(near, far, ClientRandom.random(context.seed(), client)));
  }

  /** Where the model would go before the attack: the sum of all updates that are known. */
  private float[] direction(float[][] rows, AttackContext context) {
    float[] sum = new float[context.layout().updateCount()];
    for (float[] row : rows) {
      Vectors.add(sum, row);
    }
    if (sight == Sight.HONEST) {
      for (float[] row : context.own()) {
        Vectors.add(sum, row);
      }
    }
    return sum;
  }

  private void beyondExtremes(float[][] rows, float[] direction, float[] near, float[] far) {
    for (int j = 0; j < near.length; j++) {
      float extreme = rows[0][j];
      for (float[] row : rows) {
        extreme = direction[j] > 0 ? Math.min(extreme, row[j]) : Math.max(extreme, row[j]);
      }
      boolean outwards = direction[j] > 0 ? extreme <= 0 : extreme > 0;
      near[j] = extreme;
      far[j] = (float) (outwards ? extreme * range : extreme / range);
    }
  }

  private static void beyondDeviations(
      float[][] rows, float[] direction, float[] near, float[] far) {
    float[] mean = Sight.mean(rows);
    float[] deviation = Statistics.deviation(rows, mean);
    for (int j = 0; j < near.length; j++) {
      float side = direction[j] > 0 ? -1 : 1;
      near[j] = mean[j] + 3 * side * deviation[j];
      far[j] = mean[j] + 4 * side * deviation[j];
    }
  }

  private static float[] between(float[] near, float[] far, SplittableRandom random) {
    float[] drawn = new float[near.length];
    for (int j = 0; j < drawn.length; j++) {
      drawn[j] = (float) (near[j] + random.nextDouble() * ((double) far[j] - near[j]));
    }
    return drawn;
  }
}
