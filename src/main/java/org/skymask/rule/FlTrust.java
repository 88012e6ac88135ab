package org.skymask.rule;

import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.rule.Choice.Weights;

/**
 * FLTrust: trust scores TSᵢ = max(0, cos(Δᵢ, Δ_root)), and the aggregate Σ TSᵢ (‖Δ_root‖ / ‖Δᵢ‖) Δᵢ
 * / Σ TSᵢ (Cao et al., "FLTrust: Byzantine-robust Federated Learning via Trust Bootstrapping", NDSS
 * 2021, algorithm 1). It has no parameters. Nobody is kept where no update points in the root
 * update's direction.
 */
public record FlTrust() implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "fltrust",
              "Δᵢ scaled to the root update's norm, weighted by max(0, cos) to it",
              "Cao et al., NDSS 2021")
          .that(Looks.ROOT_UPDATE)
          .madeBy(given -> new FlTrust());

  @Override
  public Choice choose(Geometry updates) {
    double[] norms = Distances.norms(updates.gram());
    double[] products = updates.rootProducts();
    double root = Math.sqrt(updates.rootSquare());
    double[] weights = new double[norms.length];
    double trust = 0;
    for (int i = 0; i < weights.length; i++) {
      if (norms[i] > 0 && root > 0 && products[i] > 0) {
        double score = products[i] / (norms[i] * root);
        weights[i] = score * root / norms[i];
        trust += score;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = trust > 0 ? weights[i] / trust : 0;
    }
    return new Weights(weights);
  }
}
