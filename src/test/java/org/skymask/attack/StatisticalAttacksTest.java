package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.skymask.attack.Situation.row;

import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Attacks that are worked out from updates, on matrices that are worked out by hand. */
class StatisticalAttacksTest {
  private static final Offset<Float> CLOSE = within(1e-6f);

  @Test
  void signFlipReversesEachClientsOwn() {
    float[][] sent = Situation.own(row(1, -2), row(3, 0)).sent("sign-flip", Map.of("factor", 2));
    assertThat(sent).isDeepEqualTo(new float[][] {{-2, 4}, {-6, 0}});
  }

  @Test
  void boostIsThreeTimesWhatWasTrained() {
    Situation situation = Situation.own(row(1, -2), row(3, 0)).honest(row(2, 2), row(4, 0));
    assertThat(situation.sent("boost")).isDeepEqualTo(new float[][] {{3, -6}, {9, 0}});
    assertThat(situation.sent("boost", Map.of("knowledge", "honest")))
        .isDeepEqualTo(new float[][] {{9, 3}, {9, 3}});
  }

  @Test
  void ipmOfItsOwnClientsIsTheirMeanReversed() {
    float[][] sent =
        Situation.own(row(1, -2), row(3, 0)).sent("ipm", Map.of("knowledge", "own", "factor", 0.5));
    assertThat(sent).isDeepEqualTo(new float[][] {{-1, 0.5f}, {-1, 0.5f}});
  }

  @Test
  void whoIsToSeeHonestUpdatesHasToBeGivenThem() {
    assertThatThrownBy(() -> Situation.own(row(1)).round(4).sent("alie"))
        .hasMessage("round 4: the attacker must see HONEST updates, but there are none");
  }

  @Test
  void gaussianHasTheDeviationThatWasAskedFor() {
    float[] own = new float[20_000];
    Arrays.fill(own, 3);
    Situation situation = Situation.own(own, own);
    float[][] relative = situation.sent("gaussian", Map.of("deviation", 2, "mean", -1));
    assertThat(mean(relative[0])).isCloseTo(-3, within(0.15));
    assertThat(deviation(relative[0])).isCloseTo(6, within(0.1));
    assertThat(relative[1]).isNotEqualTo(relative[0]);
    float[][] absolute = situation.sent("gaussian", Map.of("deviation", 2, "scale", "absolute"));
    assertThat(deviation(absolute[0])).isCloseTo(2, within(0.04));
    assertThat(situation.seed(8).sent("gaussian", Map.of("deviation", 2, "mean", -1))[0])
        .isNotEqualTo(relative[0]);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  @Test
  void nanAndInfinity() {
    Situation situation = Situation.own(row(1, 2));
    assertThat(situation.sent("nan")[0]).containsOnly(Float.NaN);
    assertThat(situation.sent("nan", Map.of("value", "infinity"))[0])
        .containsOnly(Float.POSITIVE_INFINITY);
  }

  /** Columns: up from −1 … 2, up from 1 … 3, down from −4 … −1, down from −3 … 1. */
  @Test
  void trimGoesJustBeyondTheExtremeAgainstTheWay() {
    float[][] sent =
        Situation.own(row(0, 0, 0, 0), row(0, 0, 0, 0))
            .honest(row(2, 3, -4, -3), row(-1, 1, -1, 1))
            .sent("trim");
    for (float[] update : sent) {
      assertThat(update[0]).isBetween(-2f, -1f);
      assertThat(update[1]).isBetween(0.5f, 1f);
      assertThat(update[2]).isBetween(-1f, -0.5f);
      assertThat(update[3]).isBetween(1f, 2f);
    }
    assertThat(sent[0]).isNotEqualTo(sent[1]);
  }

  /** The mean is (2, −2) and the deviation (√2, 2√2). */
  @Test
  void trimWithOwnKnowledgeGoesThreeToFourDeviations() {
    float[] update =
        Situation.own(row(1, -4), row(3, 0)).sent("trim", Map.of("knowledge", "own"))[0];
    double root = Math.sqrt(2);
    assertThat((double) update[0]).isBetween(2 - 4 * root - 1e-6, 2 - 3 * root + 1e-6);
    assertThat((double) update[1]).isBetween(-2 + 6 * root - 1e-6, -2 + 8 * root + 1e-6);
  }

  /**
   * Honest at 1 and 1 ± 0.1, two malicious at −λ. n − m − 2 = 1 neighbour. Bound: the nearest are
   * 0.1 away, 0.1/1 + 1.1 = 1.2, and Krum takes it at once since the two copies coincide.
   */
  @Test
  void krumTakesTheBoundWhereCopiesAreNeighboursEnough() {
    float[][] sent = Situation.own(row(1), row(1)).honest(row(0.9), row(1), row(1.1)).sent("krum");
    assertThat(sent[0][0]).isCloseTo(-1.2f, within(1e-5f));
    assertThat(sent[1]).containsExactly(sent[0]);
  }

  /**
   * Two malicious at −λ, honest at 0, 0.1, 0.2, 0.3: n − m − 2 = 2 neighbours, of which the other
   * copy is one. The bound is (0.1 + 0.1)/1 + 0.3 = 0.5; −λ scores λ², 0.1 scores 0.02, so that λ
   * may be 0.1414: a quarter of the bound is the first.
   */
  @Test
  void krumHalvesUntilItIsSelected() {
    float[][] sent =
        Situation.own(row(0.2), row(0.2)).honest(row(0), row(0.1), row(0.2), row(0.3)).sent("krum");
    assertThat(sent[0][0]).isCloseTo(-0.125f, within(1e-5f));
  }

  /**
   * Honest (0, 0), (2, 0), (1, 3): mean (1, 1), farthest pair √10. Along −unit: −(1, 1)/√2. From
   * (1, 3) the update is √(γ² + 4 + 2γ·√2) away, which is √10 for γ = −√2 + √8 = √2: u = (0, 0).
   */
  @Test
  void minMaxGoesAsFarAsTheFarthestPairIsApart() {
    float[][] sent =
        Situation.own(row(0, 0))
            .honest(row(0, 0), row(2, 0), row(1, 3))
            .sent("min-max", Map.of("direction", "unit"));
    assertThat(sent[0][0]).isCloseTo(0, CLOSE);
    assertThat(sent[0][1]).isCloseTo(0, CLOSE);
  }

  /**
   * The same: sums of squared distances are 14, 14 and 20, Σ‖u − Δ‖² = 3γ² + 8 along a unit vector,
   * so γ = 2; along −sign, of length √2, 6γ² + 8 = 20 gives √2.
   */
  @Test
  void minSumGoesAsFarAsTheLargestSum() {
    Situation situation = Situation.own(row(0, 0)).honest(row(0, 0), row(2, 0), row(1, 3));
    float[] unit = situation.sent("min-sum", Map.of("direction", "unit"))[0];
    assertThat((double) unit[0]).isCloseTo(1 - Math.sqrt(2), within(1e-6));
    float[] sign = situation.sent("min-sum", Map.of("direction", "sign"))[0];
    assertThat((double) sign[1]).isCloseTo(1 - Math.sqrt(2), within(1e-6));
  }

  /** Deviations of −1, 1 and of 3, 3 are √2 and 0: u = (−γ√2, 3), 1 + γ√2 ≤ 2. */
  @Test
  void minMaxAlongTheDeviation() {
    float[] sent = Situation.own(row(0, 0)).honest(row(-1, 3), row(1, 3)).sent("min-max")[0];
    assertThat(sent[0]).isCloseTo(-1, CLOSE);
    assertThat(sent[1]).isCloseTo(3, CLOSE);
  }

  @Test
  void whereAllAreAlikeThereIsNowhereToGo() {
    for (String attack : new String[] {"min-max", "min-sum", "alie"}) {
      assertThat(Situation.own(row(0, 0)).honest(row(1, 2), row(1, 2)).sent(attack)[0])
          .containsExactly(1, 2);
    }
  }

  /** 50 clients, 24 of them malicious: s = 26 − 24 = 2 of 26, Φ(z) = 24/26. */
  @Test
  void alieTakesThePapersFactor() {
    assertThat(Normal.probability(Alie.unnoticed(26, 24))).isCloseTo(24.0 / 26, within(1e-12));
    assertThat(Alie.unnoticed(2, 1)).isCloseTo(0, within(1e-12));
    assertThat(Normal.probability(Alie.unnoticed(5, 5))).isCloseTo(0.8, within(1e-12));
    assertThat(Normal.probability(Alie.unnoticed(2, 8))).isCloseTo(0.75, within(1e-12));
    // 5 honest and 5 malicious: μ = 3, σ = √2.5.
    float[] zero = row(0);
    float[] sent =
        Situation.own(zero, zero, zero, zero, zero)
            .honest(row(1), row(2), row(3), row(4), row(5))
            .sent("alie")[0];
    assertThat((double) sent[0]).isCloseTo(3 - Alie.unnoticed(5, 5) * Math.sqrt(2.5), within(1e-6));
  }

  @Test
  void normalQuantilesAreThoseOfTables() {
    assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-9));
    assertThat(Normal.quantile(0.01)).isCloseTo(-2.3263478740408408, within(1e-9));
    assertThat(Normal.probability(-1)).isCloseTo(0.15865525393145707, within(1e-12));
  }

  /** From 0 by 1: 1 and 3 are higher, 7 is not; then 3 + 2.04 is, and no more beyond that. */
  @Test
  void theLineSearchDoublesAndThenShrinks() {
    java.util.List<Double> tried = new java.util.ArrayList<>();
    double best =
        new LineSearch(0, 1, 0.51, 7)
            .highest(
                x -> {
                  tried.add(x);
                  return -Math.abs(x - 4.1);
                });
    assertThat(tried.subList(0, 4)).containsExactly(0.0, 1.0, 3.0, 7.0);
    assertThat(tried).hasSize(7);
    assertThat(tried.get(5)).isCloseTo(5.04 + 4 * 0.51 * 0.51, within(1e-12));
    assertThat(best).isCloseTo(5.04, within(1e-12));
  }

  @Test
  void whoOptimisesHasToKnowTheRule() {
    assertThatThrownBy(() -> Situation.own(row(1)).honest(row(1), row(2)).sent("ipm-optimised"))
        .hasMessage(
            "attack ipm-optimised needs the aggregation rule, but none was given; with against ="
                + " trimmed-mean or median it assumes one");
  }

  @Test
  void aRuleThatIsGuessedIsNotKnown() {
    float[][] rows = {row(1, 9), row(2, -9), row(30, 0), row(-4, 4), row(5, 5)};
    assertThat(new GuessedRule(1).of(rows)).containsExactly((1f + 2 + 5) / 3, 3);
    assertThat(GuessedRule.MEDIAN.of(rows)).containsExactly(2, 4);
    assertThat(GuessedRule.MEDIAN.of(Arrays.copyOf(rows, 4))).containsExactly(1.5f, 2);
    Situation situation = Situation.own(row(0, 0)).honest(row(1, 9), row(2, -9), row(3, 3));
    for (String against : new String[] {"trimmed-mean", "median"}) {
      Map<String, ?> guessing = Map.of("against", against);
      assertThat(Attacks.ALL.make("alie-optimised", guessing).assumes())
          .containsExactly(Knowledge.HONEST_UPDATES);
      Aggregation same = against.equals("median") ? GuessedRule.MEDIAN : new GuessedRule(1);
      assertThat(situation.aggregation(null).sent("alie-optimised", guessing))
          .isDeepEqualTo(situation.aggregation(same).sent("alie-optimised"));
    }
  }
}
