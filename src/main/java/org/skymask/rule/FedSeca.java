package org.skymask.rule;

import java.util.List;
import org.skymask.model.Layer.Range;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Blocks;

/**
 * FedSECA: the sign of each coordinate is elected, and the values of that sign are averaged. A row
 * has max(0, Σₖ sgn Σⱼ sgn(xᵢⱼ) sgn(xₖⱼ)) votes, its concordance with the others. A value is cut to
 * the median magnitude of its coordinate in the rows that are clipped to med‖x‖. The share {@code
 * sparsity} of each row, its smallest values, neither votes nor counts. Where no sign has more
 * votes the aggregate is 0 (Benjamin, Asokan, Yaqub and Nandakumar, "FedSECA: Sign Election and
 * Coordinate-wise Aggregation of Gradients for Byzantine Tolerant Federated Learning", CVPR 2025
 * workshop FedVision). The momentum that the authors' server adds behind it is left out.
 *
 * @param sparsity γ, the quantile of a row's magnitudes below which values are left out, 0 or more,
 *     below 1
 */
public record FedSeca(double sparsity) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "fedseca",
              "mean of each coordinate's values, cut to their median and without small ones, of the sign that concordant clients elect",
              "Benjamin et al., CVPR 2025 workshops")
          .with(
              Parameter.of(
                  "sparsity",
                  Allowed.shareOrNone(),
                  0.9,
                  "share of an update, its smallest values, that is left out"))
          .that(Looks.BY_COORDINATE)
          .madeBy(given -> new FedSeca(given.number("sparsity")));

  /** Of a rank that was computed with rounding. */
  private static final double ROUNDING = 1e-9;

  @Override
  public Choice choose(Geometry updates) {
    double[] norms = Distances.norms(updates.gram());
    double limit = UsualNorm.lower(norms);
    float[] factors = new float[norms.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) (norms[i] > limit ? limit / norms[i] : 1);
    }
    int parameters = updates.layout().parameterCount();
    long small = (long) Math.ceil(sparsity * (parameters - 1) - ROUNDING);
    List<Range> all = List.of(new Range(0, parameters));
    float[] least = LargestMagnitudes.of(updates, all, parameters - small).least();
    SignProducts products = new SignProducts(norms.length);
    int[] votes = products.concordance(updates.sums(products));
    return new Blocks(new SignElection(factors, least, votes));
  }
}
