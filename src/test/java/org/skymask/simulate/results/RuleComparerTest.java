package org.skymask.simulate.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.OverSeeds;
import org.skymask.report.RuleComparison;
import org.skymask.report.RuleComparison.Basis;
import org.skymask.report.RuleComparison.Difference;
import org.skymask.report.RuleComparison.Place;
import org.skymask.report.RuleComparison.Standing;

class RuleComparerTest {

  /** Seeds from 1 on. */
  private static Outcome cell(String rule, String attack, double... qualities) {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < qualities.length; i++) {
      bySeed.put(i + 1L, qualities[i]);
    }
    OverSeeds none = new OverSeeds(0, 0);
    return new Outcome(
        rule,
        new ExperimentResults.Attacked(attack, !attack.equals("none"), false),
        bySeed,
        new ExperimentResults.Means(OverSeeds.of(qualities), 0, 0, none, none, none),
        List.of());
  }

  private static RuleComparison compare(Quality quality, Outcome... cells) {
    return new RuleComparer(quality, List.of(cells)).compare();
  }

  private static Map<String, Place> places(RuleComparison comparison) {
    Map<String, Place> places = new TreeMap<>();
    comparison.standings().forEach(standing -> places.put(standing.rule(), standing.place()));
    return places;
  }

  /**
   * b is less than a by 0.1, 0.2 and 0.3 under x, by 0.3, 0.2 and 0.1 under y: by 0.2 in each seed.
   * Six pairs that were taken for repetitions would have an interval; the mean of a seed does not
   * vary here.
   */
  @Test
  void attacksOfASeedAreOneRepetition() {
    RuleComparison comparison =
        compare(
            Quality.ACCURACY,
            cell("a", "none", 0.1, 0.1, 0.1),
            cell("b", "none", 0.9, 0.9, 0.9),
            cell("a", "x", 0.5, 0.6, 0.7),
            cell("b", "x", 0.4, 0.4, 0.4),
            cell("a", "y", 0.7, 0.6, 0.5),
            cell("b", "y", 0.4, 0.4, 0.4));
    assertThat(comparison.basis()).isEqualTo(new Basis(2, 3, 0));
    Standing best = comparison.standings().get(0);
    assertThat(best.mean().mean()).isEqualTo(0.6, within(1e-12));
    assertThat(best.mean().deviation()).isEqualTo(0, within(1e-12));
    assertThat(less(best, "b").mean()).isEqualTo(0.2, within(1e-12));
    assertThat(less(best, "b").half()).isEqualTo(0, within(1e-12));
    assertThat(best.less()).containsOnlyKeys("b");
    assertThat(places(comparison)).isEqualTo(Map.of("a", Place.BEST, "b", Place.BEHIND));
  }

  /** Less 0.1, 0.2, 0.3: mean 0.2, deviation 0.1, interval ± 4.3027 · 0.1 / √3 = 0.248. */
  @Test
  void whoIsWithinChanceIsTied() {
    RuleComparison comparison =
        compare(
            Quality.ACCURACY,
            cell("a", "x", 0.5, 0.6, 0.7),
            cell("b", "x", 0.4, 0.4, 0.4),
            cell("c", "x", 0.1, 0.2, 0.3));
    assertThat(less(comparison.standings().get(1), "a").mean()).isEqualTo(-0.2, within(1e-12));
    assertThat(less(comparison.standings().get(1), "a").half()).isEqualTo(0.2484, within(1e-4));
    assertThat(places(comparison))
        .isEqualTo(Map.of("a", Place.BEST, "b", Place.TIED, "c", Place.BEHIND));
    assertThat(comparison.tied()).isEqualTo(Map.of("x", Set.of("b")));
    assertThat(comparison.tiedInWorst()).containsExactly("b");
  }

  /** a's worst case is under x, b's under y; there b is less by 0.05 and 0.05. */
  @Test
  void worstCasesAreComparedEachUnderItsOwnAttack() {
    RuleComparison comparison =
        compare(
            Quality.ACCURACY,
            cell("a", "x", 0.5, 0.6),
            cell("b", "x", 0.9, 0.9),
            cell("a", "y", 0.9, 0.9),
            cell("b", "y", 0.45, 0.55));
    assertThat(comparison.tiedInWorst()).isEmpty();
    assertThat(
            compare(
                    Quality.ACCURACY,
                    cell("a", "x", 0.5, 0.6),
                    cell("b", "x", 0.9, 0.9),
                    cell("a", "y", 0.9, 0.9),
                    cell("b", "y", 0.45, 0.6))
                .tiedInWorst())
        .containsExactly("b");
  }

  @Test
  void seedsAndAttacksThatSomeRulesLackAreLeftOut() {
    RuleComparison comparison =
        compare(
            Quality.ACCURACY,
            cell("a", "x", 0.5, 0.6, 0.7),
            cell("b", "x", 0.4, 0.5),
            cell("a", "y", 0.1, 0.1, 0.1));
    assertThat(comparison.basis()).isEqualTo(new Basis(1, 2, 1));
    assertThat(comparison.standings().get(0).mean().mean()).isEqualTo(0.55, within(1e-12));
  }

  @Test
  void oneSeedIsNotCompared() {
    RuleComparison comparison =
        compare(
            Quality.ACCURACY,
            cell("a", "x", 0.5),
            cell("b", "x", 0.4),
            cell("a", "y", 0.5),
            cell("b", "y", 0.4));
    assertThat(comparison.basis().seeds()).isEqualTo(1);
    assertThat(comparison.standings()).isEmpty();
    assertThat(comparison.tied().values()).allMatch(Set::isEmpty);
    assertThat(comparison.tiedInWorst()).isEmpty();
  }

  /** Lower is better: the difference of logarithms is that of ln 2 in both seeds. */
  @Test
  void errorsAreComparedByTheirRatio() {
    RuleComparison comparison =
        compare(
            Quality.RMSE,
            cell("a", "x", 2, 1e6),
            cell("b", "x", 1, 5e5),
            cell("ruined", "x", 1, Double.NaN));
    assertThat(places(comparison))
        .isEqualTo(Map.of("a", Place.BEHIND, "b", Place.BEST, "ruined", Place.RUINED));
    assertThat(less(comparison.standings().get(0), "b").mean())
        .isEqualTo(Math.log(2), within(1e-12));
    assertThat(less(comparison.standings().get(0), "ruined").mean()).isNaN();
  }

  /** The order of the cells makes no difference. */
  @Test
  void whatIsLessOneWayIsMoreTheOther() {
    List<Outcome> cells =
        new ArrayList<>(List.of(cell("a", "x", 0.5, 0.6, 0.8), cell("b", "x", 0.4, 0.7, 0.3)));
    Standing a = new RuleComparer(Quality.ACCURACY, cells).compare().standings().get(0);
    Standing b = new RuleComparer(Quality.ACCURACY, cells).compare().standings().get(1);
    assertThat(less(a, "b").mean()).isEqualTo(-less(b, "a").mean(), within(1e-12));
    assertThat(less(a, "b").half()).isEqualTo(less(b, "a").half(), within(1e-12));
  }

  private static Difference less(Standing standing, String other) {
    return Objects.requireNonNull(standing.less().get(other));
  }
}
