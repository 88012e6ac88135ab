package org.skymask.rule;

import java.util.Map;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Weights;

/**
 * FLAME: the rows of the one HDBSCAN cluster (minimum size ⌊n/2⌋ + 1, cosine distance) are clipped
 * to S, the median of all norms ({@link UsualNorm}), averaged, and given normal noise of standard
 * deviation λS (Nguyen et al., "FLAME: Taming Backdoors in Federated Learning", USENIX Security
 * 2022, algorithm 1). Angles are those between updates; a row of zeros has the distance 1 from
 * every other.
 *
 * @param noise λ, 0 or more; the paper has 0.001 for images
 */
public record Flame(double noise) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "flame",
              "mean, clipped to med‖Δ‖, of the majority cluster of directions, and noise of λ·med‖Δ‖",
              "Nguyen et al., USENIX Security 2022")
          .with(Parameter.of("noise", Allowed.from(0), 0.001, "λ, in medians of the norms"))
          .madeBy(given -> new Flame(given.number("noise")));

  @Override
  public Choice choose(Geometry updates) {
    double[][] gram = updates.gram();
    double[] norms = Distances.norms(gram);
    double median = UsualNorm.of(norms);
    boolean[] kept = MajorityCluster.of(Distances.cosine(gram), norms.length / 2 + 1);
    return new Weights(Kept.clipped(kept, norms, median), 0, noise * median, Map.of());
  }
}
