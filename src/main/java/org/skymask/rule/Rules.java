package org.skymask.rule;

import java.util.List;
import org.skymask.named.Catalogue;

/** All rules, and what may stand before them. Their parameters are {@code rule.<name>.*}. */
public final class Rules {
  private static final String SECTION = "rule";

  public static final Catalogue<AggregationRule> ALL =
      Catalogue.of(
          "rule",
          SECTION,
          List.of(
              Mean.DECLARATION,
              CoordinateMedian.DECLARATION,
              TrimmedMean.DECLARATION,
              MeanAroundMedian.DECLARATION),
          Krum.DECLARATIONS,
          List.of(
              Bulyan.DECLARATION,
              GeometricMedian.DECLARATION,
              CentredClipping.DECLARATION,
              NormBounding.DECLARATION,
              FlTrust.DECLARATION,
              DivideAndConquer.DECLARATION,
              SignGuard.DECLARATION,
              Flame.DECLARATION,
              AlignIns.DECLARATION,
              Lasa.DECLARATION,
              FedSeca.DECLARATION,
              DeepSight.DECLARATION,
              OutputPca.DECLARATION,
              FoundationFl.DECLARATION,
              LossClustering.DECLARATION,
              FlDetector.DECLARATION,
              Safeguard.DECLARATION,
              Flanders.DECLARATION,
              Siren.DECLARATION));

  public static final Catalogue<PreAggregation> BEFORE =
      Catalogue.of(
          "pre-aggregation",
          SECTION,
          List.of(NearestNeighbourMixing.DECLARATION, Bucketing.DECLARATION, Momentum.DECLARATION));

  private Rules() {}
}
