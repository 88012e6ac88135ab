package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import org.skymask.kernel.Vectors;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Min-max and min-sum: as far from the honest mean as distances among the honest allow (Shejwalkar
 * and Houmansadr, "Manipulating the Byzantine", NDSS 2021, IV-C, equations 3 and 4).
 *
 * <p>u = μ + γp with μ the mean and p = {@code direction}: {@code std} −σ, {@code unit} −μ/‖μ‖,
 * {@code sign} −sign(μ). {@code min-max}: the largest γ with max_i ‖u − Δᵢ‖ ≤ max_{i,k} ‖Δᵢ − Δₖ‖;
 * {@code min-sum}: with Σ_i ‖u − Δᵢ‖² ≤ max_i Σ_k ‖Δᵢ − Δₖ‖². Both bounds are quadratic in γ, which
 * is computed from them instead of the paper's search by halves.
 *
 * <p>Knows the honest updates; with {@code knowledge} = own its own clients' stand in (the paper's
 * setting without others' gradients). It needs no rule ("agr-agnostic").
 */
final class DistanceBound extends CommonUpdate {
  static final List<Declared<Attack>> DECLARATIONS =
      List.of(
          declaration(
              "min-max",
              "u = μ + γp, as far as the farthest two honest updates are apart; p is −σ, −μ/‖μ‖ or −sign(μ)",
              false),
          declaration("min-sum", "the same within the largest sum of squared distances", true));

  private final boolean sum;
  private final String direction;

  private DistanceBound(boolean sum, Sight sight, String direction) {
    super(sight);
    this.sum = sum;
    this.direction = direction;
  }

  private static Declared<Attack> declaration(String name, String does, boolean sum) {
    return Declaration.of(name, does, "Shejwalkar and Houmansadr, NDSS 2021")
        .with(
            Parameter.of(
                "direction",
                Allowed.words("std", "unit", "sign"),
                "std",
                "p: −σ, −μ/‖μ‖ or −sign(μ)"),
            Sight.HONEST_FIRST)
        .madeBy(given -> new DistanceBound(sum, Sight.of(given), given.text("direction")));
  }

  @Override
  float[] update(float[][] rows, AttackContext context) {
    int length = context.layout().parameterCount();
    float[] mean = Sight.mean(rows);
    float[] perturbation = perturbation(rows, mean, length);
    double gamma =
        sum
            ? largestBySum(rows, mean, perturbation, length)
            : largest(rows, mean, perturbation, length);
    return Crafted.plus(mean, perturbation, gamma);
  }

  private float[] perturbation(float[][] rows, float[] mean, int length) {
    return switch (direction) {
      case "std" -> Crafted.times(Statistics.deviation(rows, mean), -1);
      case "unit" -> {
        double norm = Statistics.norm(mean, length);
        yield Crafted.times(mean, norm > 0 ? -1 / norm : 0);
      }
      default -> {
        float[] signs = new float[mean.length];
        for (int j = 0; j < signs.length; j++) {
          signs[j] = -Math.signum(mean[j]);
        }
        yield signs;
      }
    };
  }

  /**
   * The largest γ with which from + γ·direction is no farther from any row than two rows are from
   * each other; 0 where there is no such γ or no direction.
   */
  static double largest(float[][] rows, float[] from, float[] direction, int length) {
    double bound = 0;
    for (double[] row : Statistics.squaredDistances(rows, length)) {
      for (double distance : row) {
        bound = Math.max(bound, distance);
      }
    }
    double square = Vectors.squares(direction, length);
    double least = Double.POSITIVE_INFINITY;
    for (float[] row : rows) {
      double along = along(from, row, direction, length);
      double apart = Statistics.squaredDistance(from, row, length);
      least = Math.min(least, root(square, along, apart - bound));
    }
    return least;
  }

  private static double largestBySum(float[][] rows, float[] mean, float[] direction, int length) {
    double bound = 0;
    for (double[] row : Statistics.squaredDistances(rows, length)) {
      bound = Math.max(bound, Arrays.stream(row).sum());
    }
    double along = 0;
    double apart = 0;
    for (float[] row : rows) {
      along += along(mean, row, direction, length);
      apart += Statistics.squaredDistance(mean, row, length);
    }
    return root(rows.length * Vectors.squares(direction, length), along, apart - bound);
  }

  /** ⟨from − row, direction⟩. */
  private static double along(float[] from, float[] row, float[] direction, int length) {
    return Vectors.dot(from, direction, length) - Vectors.dot(row, direction, length);
  }

  /** Larger root of aγ² + 2bγ + c, or 0 where there is none above. */
  private static double root(double a, double b, double c) {
    double discriminant = b * b - a * c;
    return a <= 0 || discriminant < 0 ? 0 : Math.max(0, (-b + Math.sqrt(discriminant)) / a);
  }
}
