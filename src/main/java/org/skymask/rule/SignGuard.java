package org.skymask.rule;

import java.util.Arrays;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Weights;

/**
 * SignGuard: with M the median of the norms, rows with lower ≤ ‖xᵢ‖/M ≤ upper are kept that belong
 * to the largest mean-shift cluster of the shares of positive, zero and negative values at random
 * positions; the aggregate is (1/|S|) Σ xᵢ min(1, M/‖xᵢ‖) (Xu et al., "Byzantine-robust Federated
 * Learning through Collaborative Malicious Gradient Filtering", ICDCS 2022, plain variant without
 * similarity). The bandwidth is the mean distance to the ⌊n/2⌋-th nearest.
 *
 * @param lower L, 0 or more
 * @param upper R, above 0
 * @param share of the positions that is drawn in a round, in (0, 1]
 */
public record SignGuard(double lower, double upper, double share) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "signguard",
              "mean, clipped to med‖Δ‖, of those of usual norm in the largest cluster of sign shares",
              "Xu et al., ICDCS 2022")
          .with(
              Parameter.of("lower", Allowed.from(0), 0.1, "least norm, in medians"),
              Parameter.of("upper", Allowed.above(0), 3, "largest norm, in medians"),
              Parameter.of(
                  "sample", Allowed.share(), 0.1, "share of the positions whose signs count"))
          .madeBy(
              given ->
                  new SignGuard(
                      given.number("lower"), given.number("upper"), given.number("sample")));

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    double[] norms = Distances.norms(updates.gram());
    double median = UsualNorm.of(norms);
    long draw = Hash.bits(updates.seed(), updates.round());
    double[][] shares = SignShares.of(updates.sums(new SignShares(n, share, draw)));
    int[] clusters = MeanShift.clusters(shares, MeanShift.bandwidth(shares));
    int largest = largest(clusters);
    boolean[] kept = new boolean[n];
    for (int i = 0; i < n; i++) {
      boolean usual = norms[i] >= lower * median && norms[i] <= upper * median;
      kept[i] = usual && clusters[i] == largest;
    }
    return new Weights(Kept.clipped(kept, norms, median));
  }

  /** The cluster with the most members; of equal ones the first. */
  private static int largest(int[] clusters) {
    int[] members = new int[clusters.length];
    Arrays.stream(clusters).forEach(c -> members[c]++);
    int largest = 0;
    for (int c = 1; c < members.length; c++) {
      largest = members[c] > members[largest] ? c : largest;
    }
    return largest;
  }
}
