package org.skymask.rule;

import java.util.Arrays;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Weights;

/**
 * Geometric median: the z of least Σ ‖xᵢ − z‖, by smoothed Weiszfeld iterations zₜ₊₁ = Σ βᵢxᵢ / Σ
 * βᵢ with βᵢ = 1 / max(ν, ‖xᵢ − zₜ‖) from z₀ = 0 (Pillutla et al., "Robust Aggregation for
 * Federated Learning", IEEE TSP 2022, algorithm 2). z is a combination of rows throughout, so that
 * inner products are all it takes.
 *
 * @param iterations 1 or more
 * @param smoothing ν, in units of the updates, above 0
 */
public record GeometricMedian(int iterations, double smoothing) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "geometric-median",
              "argmin Σ‖v−Δᵢ‖ by smoothed Weiszfeld steps",
              "Pillutla et al., IEEE TSP 2022")
          .with(
              Parameter.of("iterations", Allowed.whole(1), 32, "steps"),
              Parameter.of("smoothing", Allowed.above(0), 1e-6, "smallest divisor"))
          .madeBy(
              given -> new GeometricMedian(given.whole("iterations"), given.number("smoothing")));

  @Override
  public Choice choose(Geometry updates) {
    double[][] gram = updates.gram();
    double[] weights = new double[updates.rows()];
    for (int t = 0; t < iterations; t++) {
      double[] distances = Distances.toCombination(gram, weights);
      double[] betas = Arrays.stream(distances).map(d -> 1 / Math.max(smoothing, d)).toArray();
      double sum = Arrays.stream(betas).sum();
      weights = Arrays.stream(betas).map(beta -> beta / sum).toArray();
    }
    return new Weights(weights);
  }
}
