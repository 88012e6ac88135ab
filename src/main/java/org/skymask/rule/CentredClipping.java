package org.skymask.rule;

import org.skymask.rule.Choice.Weights;

/**
 * Centred clipping: vₗ₊₁ = vₗ + (1/n) Σ (xᵢ − vₗ) min(1, τ / ‖xᵢ − vₗ‖) (Karimireddy et al.,
 * "Learning from History for Byzantine Robust Optimization", ICML 2021, algorithm 2). It starts
 * from v₀ = 0, the base model, in every round: the paper starts from the aggregate of the round
 * before, which would have to be kept.
 *
 * @param iterations L, 1 or more
 * @param radius τ, in units of the updates; 0: the median of the rows' norms
 */
public record CentredClipping(int iterations, double radius) implements AggregationRule {
  public static final String NAME = "centred-clipping";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    double[][] gram = updates.gram();
    double tau = radius > 0 ? radius : Distances.median(Distances.norms(gram));
    double[] centre = new double[n];
    for (int l = 0; l < iterations; l++) {
      double[] distances = Distances.toCombination(gram, centre);
      double[] shares = new double[n];
      double sum = 0;
      for (int i = 0; i < n; i++) {
        shares[i] = (distances[i] > tau ? tau / distances[i] : 1) / n;
        sum += shares[i];
      }
      for (int i = 0; i < n; i++) {
        centre[i] = centre[i] * (1 - sum) + shares[i];
      }
    }
    return new Weights(centre);
  }
}
