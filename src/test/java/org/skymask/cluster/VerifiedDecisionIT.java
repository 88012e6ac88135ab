package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.TestSpark;
import org.skymask.cluster.Decision.Division;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.MaskStatistics;
import org.skymask.model.SplitView;

/** Twelve clients and the root; clients 0 to 3 are in a group of their own. */
class VerifiedDecisionIT {
  private static final int CLIENTS = 12;
  private static final int[] ONE_GROUP = new int[CLIENTS + 1];
  private static final int[] TWO_GROUPS = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  private static JavaSparkContext spark;

  @BeforeAll
  static void open() {
    spark = TestSpark.local(1);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private static Division divide(MaskStatistics masks, SetProbe probe) {
    return new VerifiedDecision(new MixtureModel(spark))
        .divide(masks, probe, Masks.clients(masks.clients()));
  }

  private static MaskStatistics twoGroups() {
    return new Masks().layer("a", 600, TWO_GROUPS, 0.1, 1).statistics(density());
  }

  /** The first four have thinner masks. */
  private static double[] density() {
    double[] density = new double[CLIENTS + 1];
    Arrays.setAll(density, i -> (i < 4 ? 0.4 : 0.6) + 0.01 * (i % 3));
    return density;
  }

  private static SetProbe firstFourDoHarm() {
    return Probes.adding(set -> 0.3 * Probes.share(set, 4));
  }

  @Test
  void whoDoesHarmIsLeftOut() {
    Division division = divide(twoGroups(), firstFourDoHarm());
    assertThat(division.acceptedCount()).isEqualTo(8);
    for (int i = 0; i < CLIENTS; i++) {
      assertThat(division.accepted()[i]).isEqualTo(i >= 4);
      assertThat(division.probability()[i]).isCloseTo(i < 4 ? 0 : 1, within(0.01));
    }
    Candidate taken = division.candidates().get(division.taken().orElseThrow());
    assertThat(taken.passes()).isTrue();
    assertThat(taken.kept()).containsExactlyElementsOf(Masks.clients(CLIENTS).subList(4, CLIENTS));
    assertThat(taken.leftOut()).containsExactlyElementsOf(Masks.clients(4));
    assertThat(division.gain().orElseThrow()).isEqualTo(taken.gain());
    assertThat(division.why()).contains("4 left out");
    assertThat(Math.signum(division.root()[0])).isEqualTo(Math.signum(division.points()[5][0]));
  }

  /** Both sides of a split are candidates, in the balanced view and in each large layer. */
  @Test
  void everyViewProposesBothSides() {
    MaskStatistics masks =
        new Masks()
            .layer("a", 600, TWO_GROUPS, 0.1, 1)
            .layer("b", 500, TWO_GROUPS, 0.1, 2)
            .statistics(density());
    List<Candidate> candidates = divide(masks, firstFourDoHarm()).candidates();
    assertThat(candidates)
        .extracting(candidate -> candidate.view().code())
        .containsExactly("balanced", "balanced", "0", "0", "1", "1");
    assertThat(candidates.stream().map(c -> Objects.toString(c.layer(), "-")))
        .containsExactly("-", "-", "a", "a", "b", "b");
    assertThat(candidates)
        .allSatisfy(c -> assertThat(c.kept().size() + c.leftOut().size()).isEqualTo(CLIENTS));
    assertThat(candidates.stream().filter(Candidate::passes).map(c -> c.kept().size()))
        .containsOnly(8);
  }

  @Test
  void ofEqualsTheFirstDecides() {
    MaskStatistics masks =
        new Masks()
            .layer("a", 600, TWO_GROUPS, 0.1, 1)
            .layer("b", 500, TWO_GROUPS, 0.1, 2)
            .statistics(density());
    Division division = divide(masks, firstFourDoHarm());
    assertThat(division.candidates().get(division.taken().orElseThrow()).view())
        .isEqualTo(SplitView.BALANCED);
  }

  /** A layer proposes from 0.5 % of the parameters on: 5 of 1000, but not 5 of 1001. */
  @Test
  void smallLayersProposeNothing() {
    assertThat(views(995)).contains("1");
    assertThat(views(996)).isNotEmpty().doesNotContain("1");
  }

  private static List<String> views(int large) {
    MaskStatistics masks =
        new Masks()
            .layer("a", large, TWO_GROUPS, 0.1, 1)
            .layer("b", 5, TWO_GROUPS, 0, 3)
            .statistics(density());
    return divide(masks, firstFourDoHarm()).candidates().stream()
        .map(candidate -> candidate.view().code())
        .toList();
  }

  /** A side of one is never kept, but may be left out. */
  @Test
  void nobodyIsKeptAlone() {
    int[] outlier = new int[CLIENTS + 1];
    outlier[0] = 1;
    MaskStatistics masks = new Masks().layer("a", 600, outlier, 0.02, 4).statistics(density());
    Division division = divide(masks, Probes.adding(set -> 2 * Probes.share(set, 1)));
    assertThat(division.candidates()).isNotEmpty();
    assertThat(division.candidates())
        .allSatisfy(c -> assertThat(c.leftOut()).containsExactly("client-0"));
    assertThat(division.accepted()[0]).isFalse();
    assertThat(division.acceptedCount()).isEqualTo(CLIENTS - 1);
  }

  /**
   * Keeping all does a little better (u about -1), and only a clear balanced split outweighs it.
   */
  @Test
  void aClearBalancedSplitMayCostALittle() {
    MaskStatistics masks = twoGroups();
    SetProbe probe =
        set -> {
          boolean all = set[0] && set[CLIENTS - 1];
          double[] losses = new double[Probes.EXAMPLES];
          double loss = all ? 1.0 : set[0] ? 1.5 : 1.005;
          double swing = all ? 0.05 : 0;
          Arrays.setAll(
              losses, e -> loss + (e % 2 == 0 ? swing : -swing) + (set[0] ? e : 0) * 1e-4);
          return new SetProbe.Answer(losses, set[0] ? 0 : 1);
        };
    Division division = divide(masks, probe);
    Candidate balanced = keeping(division, "balanced", 8);
    Candidate layer = keeping(division, "0", 8);
    assertThat(balanced.gain()).isGreaterThan(3);
    assertThat(balanced.required()).isCloseTo(-(balanced.gain() - 1) / 2, within(1e-12));
    assertThat(balanced.witnesses().lossOfEverybody()).isBetween(balanced.required(), 0.0);
    assertThat(balanced.passes()).isTrue();
    assertThat(layer.required()).isEqualTo(1);
    assertThat(layer.witnesses().lossOfEverybody())
        .isEqualTo(balanced.witnesses().lossOfEverybody());
    assertThat(layer.witnesses().votes()).isEqualTo(balanced.witnesses().votes());
    assertThat(layer.passes()).isFalse();
    assertThat(division.candidates().get(division.taken().orElseThrow())).isEqualTo(balanced);
  }

  private static Candidate keeping(Division division, String view, int count) {
    return division.candidates().stream()
        .filter(c -> c.view().code().equals(view) && c.kept().size() == count)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSplitWithoutHarmFiltersNobody() {
    MaskStatistics masks = new Masks().layer("a", 600, TWO_GROUPS, 0.1, 1).statistics();
    Division division = divide(masks, Probes.adding(set -> 0));
    assertThat(division.acceptedCount()).isEqualTo(CLIENTS);
    assertThat(division.taken()).isEmpty();
    assertThat(division.candidates()).isNotEmpty().noneMatch(Candidate::passes);
    assertThat(division.probability()).containsOnly(Double.NaN);
    assertThat(division.gain().orElseThrow())
        .isEqualTo(division.candidates().stream().mapToDouble(Candidate::gain).max().orElseThrow());
  }

  /** Votes decide as well as u: masks and direction speak for those whom the root data accuse. */
  @Test
  void tooFewVotesFilterNobody() {
    double[] thick = density();
    Arrays.setAll(thick, i -> 1 - thick[i]);
    int[] rootWithTheFirst = TWO_GROUPS.clone();
    rootWithTheFirst[CLIENTS] = 1;
    MaskStatistics masks = new Masks().layer("a", 600, rootWithTheFirst, 0.1, 1).statistics(thick);
    SetProbe probe =
        set -> new SetProbe.Answer(firstFourDoHarm().ask(set).losses(), Probes.share(set, 4));
    Division division = divide(masks, probe);
    Candidate candidate = keeping(division, "balanced", 8);
    assertThat(candidate.witnesses().lossOfEverybody()).isGreaterThan(1);
    assertThat(candidate.witnesses().votes()).isCloseTo(2 - 1 - 1 - 1, within(1e-9));
    assertThat(division.acceptedCount()).isEqualTo(CLIENTS);
  }

  /** Layer a parts clients 0 to 3 from the rest, layer b 0 to 5; all six do harm. */
  @Test
  void theSplitThatHelpsMostDecides() {
    int[] six = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
    MaskStatistics masks =
        new Masks()
            .layer("a", 600, TWO_GROUPS, 0.05, 5)
            .layer("b", 600, six, 0.05, 6)
            .statistics(density());
    Division division = divide(masks, Probes.adding(set -> 0.3 * Probes.share(set, 6)));
    assertThat(keeping(division, "0", 8).passes()).isTrue();
    Candidate taken = division.candidates().get(division.taken().orElseThrow());
    assertThat(taken.leftOut()).containsExactlyElementsOf(Masks.clients(6));
    assertThat(division.candidates().stream().filter(Candidate::passes))
        .allSatisfy(
            c ->
                assertThat(c.witnesses().lossOfEverybody())
                    .isLessThanOrEqualTo(taken.witnesses().lossOfEverybody()));
  }

  @Test
  void oneGroupProposesNothing() {
    Division division =
        divide(new Masks().layer("a", 600, ONE_GROUP, 0.2, 7).statistics(), firstFourDoHarm());
    assertThat(division.acceptedCount()).isEqualTo(CLIENTS);
    assertThat(division.candidates()).isEmpty();
    assertThat(division.gain().orElseThrow()).isLessThan(0.5);
    assertThat(division.why()).contains("one cluster");
  }

  @Test
  void noBitFlippedAnywhereAcceptsAll() {
    Division division =
        divide(new Masks().untouched("a", 50, CLIENTS + 1).statistics(), firstFourDoHarm());
    assertThat(division.acceptedCount()).isEqualTo(CLIENTS);
    assertThat(division.gain()).isEmpty();
    assertThat(division.candidates()).isEmpty();
    assertThat(division.points()).isDeepEqualTo(new double[CLIENTS][2]);
    assertThat(division.root()).containsExactly(0, 0);
  }

  @Test
  void threeClientsAreTooFewToDivide() {
    int[] groups = {1, 0, 0, 0};
    Division division =
        divide(new Masks().layer("a", 100, groups, 0, 8).statistics(), firstFourDoHarm());
    assertThat(division.accepted()).containsExactly(true, true, true);
    assertThat(division.candidates()).isEmpty();
  }
}
