package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skymask.attack.Situation.row;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** What is done to training data, and to updates with a backdoor. */
class BackdoorsTest {
  private static Layout input(Integer... shape) {
    return new Layout(List.of(shape), 10, List.of(new TensorSpec("w", List.of(4), true)));
  }

  private static Poison labels(Map<String, ?> parameters) {
    return Attacks.ALL.make("label-flip", parameters).poison();
  }

  private static LabelledData of(
      Poison poison, LabelledData data, Layout layout, int client, long seed) {
    return (LabelledData) poison.of(data, layout, client, seed);
  }

  private static int[] flipped(Map<String, ?> parameters) {
    LabelledData data = new LabelledData(new float[4], new int[] {0, 3, 9, 4}, 1);
    LabelledData poisoned = of(labels(parameters), data, input(1), 0, 5);
    assertThat(data.labels()).containsExactly(0, 3, 9, 4);
    assertThat(poisoned.features()).isEqualTo(data.features());
    return poisoned.labels();
  }

  @Test
  void labelsAreReversedMovedOnOrExchanged() {
    assertThat(flipped(Map.of())).containsExactly(9, 6, 0, 5);
    assertThat(flipped(Map.of("mapping", "next"))).containsExactly(1, 4, 0, 5);
    assertThat(flipped(Map.of("mapping", "pair", "from", 3, "to", 9))).containsExactly(0, 9, 3, 4);
    assertThatThrownBy(() -> flipped(Map.of("mapping", "pair", "to", 10)))
        .hasMessage("from and to: expected classes below 10, found 0 and 10");
  }

  @Test
  void thePatternIsInTheLowerRightCornerOfEveryChannel() {
    float[] features = new float[2 * 18];
    new PatternTrigger(2, 7, 1).stamp(features, 18, input(2, 3, 3));
    assertThat(IntStream.range(0, 36).filter(i -> features[i] == 7))
        .containsExactly(22, 23, 25, 26, 31, 32, 34, 35);
    float[] flat = new float[9];
    new PatternTrigger(2, 7, 1).stamp(flat, 0, input(3, 3));
    assertThat(flat).containsExactly(0, 0, 0, 0, 7, 7, 0, 7, 7);
  }

  @Test
  void inAVectorItIsTheFirstValues() {
    float[] features = new float[6];
    new PatternTrigger(2, 7, 1).stamp(features, 0, input(6));
    assertThat(features).containsExactly(7, 7, 7, 7, 0, 0);
    float[] few = new float[3];
    new PatternTrigger(2, 7, 1).stamp(few, 0, input(3));
    assertThat(few).containsExactly(7, 7, 7);
  }

  @Test
  void aTargetThatIsNoClassIsToldSo() {
    assertThatThrownBy(() -> new PatternTrigger(2, 7, 10).stamp(new float[9], 0, input(3, 3)))
        .hasMessage("target: expected a class below 10, found 10");
  }

  @Test
  void theAskedShareOfExamplesCarriesTheTriggerAndItsLabel() {
    Poison poison =
        Attacks.ALL
            .make("backdoor", Map.of("share", 0.3, "target", 4, "size", 1, "value", 9))
            .poison();
    LabelledData data = new LabelledData(new float[40], new int[10], 4);
    LabelledData poisoned = of(poison, data, input(2, 2), 0, 5);
    int[] stamped =
        IntStream.range(0, 10).filter(i -> poisoned.features()[4 * i + 3] == 9).toArray();
    assertThat(stamped).hasSize(3);
    for (int i = 0; i < 10; i++) {
      boolean is = poisoned.features()[4 * i + 3] == 9;
      assertThat(poisoned.labels()[i]).isEqualTo(is ? 4 : 0);
    }
    assertThat(data.labels()).containsOnly(0);
    assertThat(data.features()).containsOnly(0);
    assertThat(of(poison, data, input(2, 2), 0, 5).labels()).isEqualTo(poisoned.labels());
    assertThat(IntStream.range(0, 20).mapToObj(s -> of(poison, data, input(2, 2), 0, s).labels()))
        .anyMatch(labels -> !Arrays.equals(labels, poisoned.labels()));
  }

  @Test
  void distributedClientsStampPartsThatAreTheWholeTogether() {
    Attack attack =
        Attacks.ALL.make(
            "distributed-backdoor", Map.of("share", 1, "size", 2, "parts", 3, "value", 9));
    float[] together = new float[9];
    for (int client = 0; client < 6; client++) {
      LabelledData data = new LabelledData(new float[9], new int[1], 9);
      float[] part = of(attack.poison(), data, input(3, 3), client, 1).features();
      long stamped = IntStream.range(0, 9).filter(i -> part[i] == 9).count();
      assertThat(stamped).isBetween(1L, 2L);
      for (int i = 0; client < 3 && i < 9; i++) {
        assertThat(together[i] * part[i]).as("parts do not overlap").isZero();
        together[i] += part[i];
      }
    }
    float[] whole = new float[9];
    attack.trigger().orElseThrow().stamp(whole, 0, input(3, 3));
    assertThat(together).containsExactly(whole);
  }

  @Test
  void updatesAreScaledUp() {
    Situation situation = Situation.own(row(1, -2), row(3, 0)).honest(new float[8][2]);
    assertThat(situation.sent("backdoor")).isDeepEqualTo(new float[][] {{1, -2}, {3, 0}});
    assertThat(situation.sent("scaling", Map.of("factor", 4)))
        .isDeepEqualTo(new float[][] {{4, -8}, {12, 0}});
    // 10 clients, 2 of them malicious, half of the mean is taken: 10/(2 · 0.5).
    assertThat(situation.sent("model-replacement", Map.of("server-learning-rate", 0.5)))
        .isDeepEqualTo(new float[][] {{10, -20}, {30, 0}});
  }

  /** The last update is (5, −9, 1, 0, 0.5): a share of 0.4 excludes the first two. */
  @Test
  void neurotoxinLeavesAloneWhatMovedMost() {
    Map<String, ?> parameters = Map.of("excluded", 0.4, "factor", 2);
    float[] base = row(6, -8, 2, 1, 1.5);
    Situation situation = Situation.own(row(1, 2, 3, 4, 5));
    assertThat(situation.models(base, row(1, 1, 1, 1, 1)).sent("neurotoxin", parameters)[0])
        .containsExactly(0, 0, 6, 8, 10);
    assertThat(situation.models(base, null).sent("neurotoxin", parameters)[0])
        .containsExactly(2, 4, 6, 8, 10);
    assertThat(situation.models(base, base).sent("neurotoxin", parameters)[0])
        .as("where nothing moved nothing is excluded")
        .containsExactly(2, 4, 6, 8, 10);
  }
}
