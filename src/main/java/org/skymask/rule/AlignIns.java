package org.skymask.rule;

import java.util.stream.IntStream;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Weights;

/**
 * AlignIns: two directions of each row are inspected. The temporal one is ωᵢ = cos(xᵢ, θ), with θ
 * the model that the clients trained from; the sign one is ρᵢ, the share of the row's k largest
 * values that have the sign of the majority of the rows. Rows are kept whose median-based z-scores
 * ({@link MzScores}) are below λ_c and λ_s; each is cut to the median length of those kept, and
 * they are averaged (Xu et al., "Detecting Backdoor Attacks in Federated Learning via Direction
 * Alignment Inspection", CVPR 2025, algorithm 1). k = ⌊share · D⌋, at least 1.
 *
 * @param share of the parameters whose signs count, in (0, 1]
 * @param signRadius λ_s, above 0
 * @param directionRadius λ_c, above 0
 */
public record AlignIns(double share, double signRadius, double directionRadius)
    implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "alignins",
              "mean, clipped to the median of the kept, of those whose cosine to the model and whose largest values' signs are as usual",
              "Xu et al., CVPR 2025")
          .with(
              Parameter.of(
                  "share", Allowed.share(), 0.3, "share of the parameters whose signs count"),
              Parameter.of(
                  "sign-radius",
                  Allowed.above(0),
                  1,
                  "λ_s: standard deviations from the median agreement of signs"),
              Parameter.of(
                  "direction-radius",
                  Allowed.above(0),
                  1,
                  "λ_c: standard deviations from the median cosine to the model"))
          .that(Looks.BASE_MODEL)
          .madeBy(
              given ->
                  new AlignIns(
                      given.number("share"),
                      given.number("sign-radius"),
                      given.number("direction-radius")));

  @Override
  public Choice choose(Geometry updates) {
    double[] norms = Distances.norms(updates.gram());
    double[] directions = MzScores.of(cosines(updates, norms));
    long count = Math.max(1, (long) (updates.layout().parameterCount() * share));
    double[] signs = MzScores.of(SignAgreement.ofLargest(updates, count));
    boolean[] kept = new boolean[norms.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = directions[i] < directionRadius && signs[i] < signRadius;
    }
    double[] lengths =
        IntStream.range(0, kept.length).filter(i -> kept[i]).mapToDouble(i -> norms[i]).toArray();
    return new Weights(Kept.clipped(kept, norms, UsualNorm.lower(lengths)));
  }

  /** cos(xᵢ, θ); 0 where one of them is zero. */
  private static double[] cosines(Geometry updates, double[] norms) {
    double[] products = updates.baseProducts();
    double length = Math.sqrt(updates.baseSquare());
    return IntStream.range(0, norms.length)
        .mapToDouble(i -> norms[i] > 0 && length > 0 ? products[i] / norms[i] / length : 0)
        .toArray();
  }
}
