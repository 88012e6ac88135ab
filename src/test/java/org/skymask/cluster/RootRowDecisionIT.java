package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.TestSpark;
import org.skymask.cluster.Decision.Division;
import org.skymask.model.MaskStatistics;

class RootRowDecisionIT {
  private static JavaSparkContext spark;

  @BeforeAll
  static void open() {
    spark = TestSpark.local(1);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private static Division divide(MaskStatistics masks, double minimumGain) {
    SetProbe nobodyAsks =
        set -> {
          throw new AssertionError("the root data have no say in root-row");
        };
    return new RootRowDecision(new MixtureModel(spark), minimumGain)
        .divide(masks, nobodyAsks, Masks.clients(masks.clients()));
  }

  /** Clients 0 to 3 in a group, the others and the root (last) in another. */
  private static final int[] GROUPS = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};

  @Test
  void theRootsClusterIsKept() {
    Division division = divide(new Masks().layer("a", 600, GROUPS, 0.1, 1).statistics(), 1);
    assertThat(division.accepted())
        .containsExactly(false, false, false, false, true, true, true, true, true, true);
    assertThat(division.acceptedCount()).isEqualTo(6);
    assertThat(division.gain().orElseThrow()).isGreaterThan(1);
    assertThat(division.probability()[0]).isCloseTo(0, within(0.01));
    assertThat(division.probability()[9]).isCloseTo(1, within(0.01));
    assertThat(division.points()).hasDimensions(10, 2);
    assertThat(Math.signum(division.root()[0])).isEqualTo(Math.signum(division.points()[9][0]));
    assertThat(division.candidates()).isEmpty();
    assertThat(division.taken()).isEmpty();
    assertThat(division.why()).contains("root update's cluster");
  }

  @Test
  void nobodyIsFilteredBelowTheMinimumGain() {
    MaskStatistics masks = new Masks().layer("a", 600, GROUPS, 0.1, 1).statistics();
    double gain = divide(masks, 0).gain().orElseThrow();
    Division division = divide(masks, gain + 0.01);
    assertThat(division.acceptedCount()).isEqualTo(10);
    assertThat(division.gain().orElseThrow()).isCloseTo(gain, within(1e-9));
    assertThat(division.why()).contains("everybody is kept");
    assertThat(divide(masks, gain - 0.01).acceptedCount()).isEqualTo(6);
  }

  @Test
  void aRootRowAloneAcceptsNobody() {
    int[] groups = new int[11];
    groups[10] = 1;
    Division division = divide(new Masks().layer("a", 600, groups, 0.02, 2).statistics(), 0);
    assertThat(division.acceptedCount()).isZero();
  }

  @Test
  void noBitFlippedAnywhereAcceptsAll() {
    Division division = divide(new Masks().untouched("a", 50, 11).statistics(), 1);
    assertThat(division.acceptedCount()).isEqualTo(10);
    assertThat(division.gain()).isEmpty();
    assertThat(division.probability()).containsOnly(Double.NaN);
    assertThat(division.why()).contains("nothing to divide");
  }

  @Test
  void threeRowsAreTooFewToDivide() {
    Division division =
        divide(new Masks().layer("a", 100, new int[] {1, 0, 0}, 0, 3).statistics(), 0);
    assertThat(division.accepted()).containsExactly(true, true);
    assertThat(division.gain()).isEmpty();
  }

  @Test
  void allLayersAreSummed() {
    MaskStatistics one = new Masks().layer("a", 600, GROUPS, 0.1, 1).statistics();
    MaskStatistics two =
        new Masks().layer("a", 600, GROUPS, 0.1, 1).untouched("b", 40, 11).statistics();
    assertThat(divide(two, 1).gain().orElseThrow())
        .isCloseTo(divide(one, 1).gain().orElseThrow(), within(1e-9));
    assertThat(Arrays.equals(divide(two, 1).accepted(), divide(one, 1).accepted())).isTrue();
  }
}
