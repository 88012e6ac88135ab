package org.skymask.rule;

import java.util.Arrays;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.rule.Choice.Weights;

/**
 * The mean of the rows, (1/n) Σ xᵢ, for what a {@link RowMixing} has made of the updates (McMahan
 * et al., "Communication-Efficient Learning of Deep Networks from Decentralized Data", AISTATS
 * 2017). All rows weigh the same: a mixed row has no number of examples.
 */
public record Mean() implements AggregationRule {
  public static final String NAME = "fedavg";

  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              NAME,
              "Σ aᵢΔᵢ, uniform or by examples with a capped share (`aggregation.weights`)",
              "McMahan et al., AISTATS 2017")
          .madeBy(given -> new Mean());

  @Override
  public Choice choose(Geometry updates) {
    double[] weights = new double[updates.rows()];
    Arrays.fill(weights, 1.0 / weights.length);
    return new Weights(weights);
  }
}
