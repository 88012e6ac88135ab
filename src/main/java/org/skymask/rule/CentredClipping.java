package org.skymask.rule;

import java.util.Arrays;
import java.util.Map;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Weights;

/**
 * Centred clipping: vₗ₊₁ = vₗ + (1/n) Σ (xᵢ − vₗ) min(1, τ / ‖xᵢ − vₗ‖), from v₀ = the aggregate of
 * the round before, which the version keeps; 0 where there is none (Karimireddy et al., "Learning
 * from History for Byzantine Robust Optimization", ICML 2021, algorithm 2).
 *
 * @param iterations L, 1 or more
 * @param radius τ, in units of the updates; 0: the median ({@link UsualNorm}) of the rows'
 *     distances to v₀
 */
public record CentredClipping(int iterations, double radius) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "centred-clipping",
              "v ← v + mean of (Δᵢ−v) cut to length τ, from the last aggregate",
              "Karimireddy et al., ICML 2021")
          .with(
              Parameter.of("iterations", Allowed.whole(1), 3, "steps L"),
              Parameter.found("radius", Allowed.above(0), "the median distance to the start", "τ"))
          .that(Looks.LAST_AGGREGATE)
          .madeBy(
              given -> new CentredClipping(given.whole("iterations"), given.number("radius", 0)));

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    double[][] gram = withPast(updates);
    double[] centre = new double[n + 1];
    centre[n] = 1;
    double tau = radius;
    for (int l = 0; l < iterations; l++) {
      double[] distances = Arrays.copyOf(Distances.toCombination(gram, centre), n);
      tau = tau > 0 ? tau : UsualNorm.of(distances);
      move(centre, distances, tau);
    }
    return new Weights(Arrays.copyOf(centre, n), centre[n], 0, Map.of());
  }

  /** Inner products of the rows and, last, the aggregate of the round before. */
  private static double[][] withPast(Geometry updates) {
    int n = updates.rows();
    double[][] gram = updates.gram();
    double[] past = updates.pastProducts();
    double[][] all = new double[n + 1][];
    for (int i = 0; i < n; i++) {
      all[i] = Arrays.copyOf(gram[i], n + 1);
      all[i][n] = past[i];
    }
    all[n] = Arrays.copyOf(past, n + 1);
    all[n][n] = updates.pastSquare();
    return all;
  }

  private static void move(double[] centre, double[] distances, double tau) {
    int n = distances.length;
    double[] shares = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      shares[i] = (distances[i] > tau ? tau / distances[i] : 1) / n;
      sum += shares[i];
    }
    for (int i = 0; i <= n; i++) {
      centre[i] = centre[i] * (1 - sum) + (i < n ? shares[i] : 0);
    }
  }
}
