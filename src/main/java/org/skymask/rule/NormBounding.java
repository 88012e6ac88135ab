package org.skymask.rule;

import java.util.Arrays;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Weights;

/**
 * Norm clipping as a rule of its own: (1/n) Σ xᵢ min(1, M / ‖xᵢ‖) (Sun et al., "Can You Really
 * Backdoor Federated Learning?", arXiv 1911.07963, section 4, without its noise).
 *
 * @param bound M, in units of the updates; 0: {@link UsualNorm} of the rows
 */
public record NormBounding(double bound) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of("norm-clipping", "mean of Δᵢ cut to length M", "Sun et al., arXiv 1911.07963")
          .with(Parameter.found("bound", Allowed.above(0), "the median of the norms", "M"))
          .madeBy(given -> new NormBounding(given.number("bound", 0)));

  @Override
  public Choice choose(Geometry updates) {
    double[] norms = Distances.norms(updates.gram());
    double limit = bound > 0 ? bound : UsualNorm.of(norms);
    return new Weights(
        Arrays.stream(norms)
            .map(norm -> (norm > limit ? limit / norm : 1) / norms.length)
            .toArray());
  }
}
