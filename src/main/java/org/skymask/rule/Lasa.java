package org.skymask.rule;

import java.util.Arrays;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Blocks;

/**
 * LASA: each row is cut to the median length and loses the {@code sparsity} smallest values of its
 * matrices. Then each tensor is filtered by itself: rows are kept whose length there, and whose
 * purity ½(1 + (positive − negative)/(positive + negative)), have median-based z-scores ({@link
 * MzScores}) below λ_m and λ_d; where nobody is, all are. The aggregate of the tensor is the mean
 * of the sparse rows that are kept (Xu, Zhang and Hu, "Achieving Byzantine-Resilient Federated
 * Learning via Layer-Adaptive Sparsified Model Aggregation", WACV 2025, algorithm 1). As in the
 * authors' code a layer is a tensor, and vectors are not made sparse. A tensor without values that
 * are not 0 has the purity ½.
 *
 * @param sparsity share of the values of matrices that is set to 0, 0 or more, below 1
 * @param normRadius λ_m, above 0
 * @param signRadius λ_d, above 0
 */
public record Lasa(double sparsity, double normRadius, double signRadius)
    implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "lasa",
              "of each tensor the mean, clipped to med‖Δ‖ and without small values, of those whose length and signs there are as usual",
              "Xu et al., WACV 2025")
          .with(
              Parameter.of(
                  "sparsity",
                  Allowed.shareOrNone(),
                  0.3,
                  "share of the values of matrices, the smallest, that is set to 0"),
              Parameter.of(
                  "norm-radius",
                  Allowed.above(0),
                  1,
                  "λ_m: standard deviations from the median length of a tensor"),
              Parameter.of(
                  "sign-radius",
                  Allowed.above(0),
                  1,
                  "λ_d: standard deviations from the median purity of its signs"))
          .that(Looks.BY_COORDINATE)
          .madeBy(
              given ->
                  new Lasa(
                      given.number("sparsity"),
                      given.number("norm-radius"),
                      given.number("sign-radius")));

  @Override
  public Choice choose(Geometry updates) {
    double[] factors = factors(Distances.norms(updates.gram()));
    SparseTensors sparse = SparseTensors.of(updates, sparsity);
    double[] sums = updates.sums(sparse);
    int tensors = sparse.tensors().size();
    double[][] weights = new double[tensors][];
    for (int t = 0; t < tensors; t++) {
      double[] lengths = new double[factors.length];
      double[] purities = new double[factors.length];
      for (int i = 0; i < factors.length; i++) {
        int first = 3 * (i * tensors + t);
        lengths[i] = factors[i] * Math.sqrt(sums[first]);
        purities[i] = purity(sums[first + 1], sums[first + 2]);
      }
      weights[t] = weights(MzScores.of(lengths), MzScores.of(purities), factors);
    }
    return new Blocks(new TensorMeans(sparse, weights));
  }

  /** What brings each row to the median length, where it is longer. */
  private static double[] factors(double[] norms) {
    double limit = UsualNorm.lower(norms);
    return Arrays.stream(norms).map(norm -> norm > limit ? limit / norm : 1).toArray();
  }

  private static double purity(double positive, double negative) {
    double both = positive + negative;
    return both > 0 ? (1 + (positive - negative) / both) / 2 : 0.5;
  }

  private double[] weights(double[] lengths, double[] purities, double[] factors) {
    boolean[] kept = new boolean[factors.length];
    boolean any = false;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = lengths[i] < normRadius && purities[i] < signRadius;
      any |= kept[i];
    }
    if (!any) {
      Arrays.fill(kept, true);
    }
    double[] weights = ClientWeights.uniform(kept);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factors[i];
    }
    return weights;
  }
}
