package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.skymask.attack.Situation.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** Attacks on parts of a model, over several rounds, and two at once. */
class StructuralAttacksTest {
  /** Values 0–3 and 4–5 are the first layer, 6–9 and 10–11 the last. */
  private static final Layout TWO_LAYERS =
      new Layout(
          List.of(2),
          2,
          List.of(
              new TensorSpec("a.weight", List.of(2, 2), true),
              new TensorSpec("a.bias", List.of(2), true),
              new TensorSpec("b.weight", List.of(2, 2), true),
              new TensorSpec("b.bias", List.of(2), true)));

  private static final float[] COUNTING = row(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

  @Test
  void oneLayerIsReversed() {
    Situation situation = Situation.own(COUNTING).layout(TWO_LAYERS);
    assertThat(situation.sent("single-layer", Map.of("factor", 2))[0])
        .containsExactly(1, 2, 3, 4, 5, 6, -14, -16, -18, -20, -22, -24);
    assertThat(situation.sent("single-layer", Map.of("layer", "a"))[0])
        .containsExactly(-1, -2, -3, -4, -5, -6, 7, 8, 9, 10, 11, 12);
    assertThatThrownBy(() -> situation.sent("single-layer", Map.of("layer", "hidden")))
        .hasMessage("layer: expected one of the model, found hidden; known: a, b");
  }

  @Test
  void theLargestCoordinatesAreReversed() {
    float[][] sent =
        Situation.own(row(1, -9, 3, 8, 0), row(5, 4, 3, 2, 1))
            .sent("top-coordinates", Map.of("share", 0.4));
    assertThat(sent).isDeepEqualTo(new float[][] {{1, 9, 3, -8, 0}, {-5, -4, 3, 2, 1}});
  }

  @Test
  void aPillIsOneUnitALayerAndItsWayOut() {
    // The second unit of a (3 + 4 against 1 + 2), its bias, and its column in b.
    boolean[] pill = PillBlueprint.of(TWO_LAYERS, COUNTING);
    assertThat(chosen(pill)).containsExactly(2, 3, 5, 7, 9);
  }

  /** A convolution of 2 filters on 1 channel, its scales, then a dense layer on 2 × 3 pixels. */
  @Test
  void aPillGoesThroughChannelsAndFlattening() {
    Layout layout =
        new Layout(
            List.of(1, 3, 1),
            2,
            List.of(
                new TensorSpec("conv.bias", List.of(2), true),
                new TensorSpec("conv.weight", List.of(2, 1, 1, 1), true),
                new TensorSpec("norm.weight", List.of(2), true),
                new TensorSpec("fc.weight", List.of(2, 6), true)));
    float[] importance = new float[18];
    importance[3] = 1;
    assertThat(chosen(PillBlueprint.of(layout, importance)))
        .containsExactly(1, 3, 5, 9, 10, 11, 15, 16, 17);
  }

  private static int[] chosen(boolean[] pill) {
    return IntStream.range(0, pill.length).filter(i -> pill[i]).toArray();
  }

  /**
   * Honest updates of its clients are 12 ones and 12 twos, √12 apart. The pill (the first unit: all
   * weigh the same) has 5 values. The client at 1 would go farther from the one at 2: γ = 0. The
   * one at 2 moves along −4 a value: from its honest self 5(4γ)² ≤ 12, from 1 it could go farther.
   */
  @Test
  void aPillIsAsStrongAsDistancesAllow() {
    float[] ones = row(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    float[] twos = row(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
    float[][] two = Situation.own(ones, twos).layout(TWO_LAYERS).sent("pill");
    assertThat(two[0]).containsExactly(ones);
    assertThat((double) two[1][0]).isCloseTo(2 - Math.sqrt(12 / 5.0), within(1e-6));
    assertThat(two[1][2]).isEqualTo(2);
    float[][] one = Situation.own(ones).layout(TWO_LAYERS).sent("pill");
    assertThat(one[0]).containsExactly(-1, -1, 1, 1, -1, 1, -1, 1, -1, 1, 1, 1);
    assertThatThrownBy(() -> Attacks.ALL.make("pill", Map.of("poison", "label-flip")))
        .hasMessage(
            "attack.pill.poison: expected an attack that leaves the training data alone, found"
                + " label-flip");
  }

  /** D = 2; last updates (3, 4), then (6, 8). */
  @Test
  void poisonedFlGoesOneWayThroughAllRounds() {
    Attack attack = Attacks.ALL.make("poisonedfl", Map.of("factor", 2));
    Situation situation = Situation.own(row(1, 1));
    assertThat(attack.craft(situation.context())[0]).containsExactly(1, 1);
    float[] second = attack.craft(situation.round(2).models(row(3, 4), row(0, 0)).context())[0];
    // Nothing was sent before: v is (3, 4), and u = 2 · 5 · (3, 4)/5.
    assertThat(Math.abs(second[0])).isCloseTo(6, within(1e-5f));
    assertThat(Math.abs(second[1])).isCloseTo(8, within(1e-5f));
    float[] third = attack.craft(situation.round(3).models(row(9, 12), row(3, 4)).context())[0];
    // What was sent, at the length of the last update, is ±(6, 8): v is 0 where signs agree.
    double x = second[0] > 0 ? 0 : 12;
    double y = second[1] > 0 ? 0 : 16;
    double scale = x + y == 0 ? 0 : 2 * 10 / Math.hypot(x, y);
    assertThat((double) Math.abs(third[0])).isCloseTo(scale * x, within(1e-4));
    assertThat((double) Math.abs(third[1])).isCloseTo(scale * y, within(1e-4));
    assertThat(third[0] * second[0]).isNotNegative();
    assertThat(third[1] * second[1]).isNotNegative();
  }

  /** What was sent two rounds ago is no part of the last update. */
  @Test
  void poisonedFlSentNothingWhereItDidNotTakePart() {
    Attack attack = Attacks.ALL.make("poisonedfl", Map.of("factor", 2));
    Situation situation = Situation.own(row(1, 1));
    attack.craft(situation.round(1).context());
    attack.craft(situation.round(2).models(row(3, 4), row(0, 0)).context());
    float[] sent = attack.craft(situation.round(4).models(row(9, 12), row(3, 4)).context())[0];
    assertThat(Math.abs(sent[0])).isCloseTo(12, within(1e-5f));
    assertThat(Math.abs(sent[1])).isCloseTo(16, within(1e-5f));
  }

  @Test
  void poisonedFlWeakensWhereNothingOfItIsSeen() {
    assertThat(strengths(false)).containsExactly(8.0, 5.6, 5.6, 3.92, 3.92, 2.744);
    assertThat(strengths(true)).containsOnly(8.0);
  }

  /** The factor in rounds 2 to 7, where the model moves along s or against it. */
  private static List<Double> strengths(boolean along) {
    int length = 400;
    Attack attack = Attacks.ALL.make("poisonedfl", Map.of("window", 2));
    float[] signs = signs(length);
    Situation situation = Situation.own(new float[length]);
    attack.craft(situation.models(new float[length], null).context());
    List<Double> strengths = new ArrayList<>();
    float[] before = new float[length];
    for (int round = 2; round < 8; round++) {
      // Lengths that differ by coordinate, so that v never vanishes.
      float[] next = before.clone();
      for (int j = 0; j < length; j++) {
        next[j] += (along ? 1 : -1) * signs[j] * (1 + (j * round) % 7);
      }
      float[] sent = attack.craft(situation.round(round).models(next, before).context())[0];
      double moved = Statistics.norm(Crafted.plus(next, before, -1), length);
      strengths.add(Math.round(Statistics.norm(sent, length) / moved * 1e4) / 1e4);
      before = next;
    }
    return strengths;
  }

  private static float[] signs(int length) {
    Attack attack = Attacks.ALL.make("poisonedfl", Map.of());
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    Situation situation = Situation.own(new float[length]).models(ones, new float[length]);
    return attack.craft(situation.context())[0];
  }

  /** Centre 0; along (1, 0) the rows reach farther than along (0, 1). */
  @Test
  void mimicCopiesWhoStandsOutWhereClientsDifferMost() {
    float[][] honest = {row(1, 0.5), row(-1, -0.5), row(0, 1), row(0, -1), row(6, 0), row(-5, 0)};
    assertThat(Situation.own(row(0, 0), row(0, 0)).honest(honest).sent("mimic"))
        .isDeepEqualTo(new float[][] {{6, 0}, {6, 0}});
  }

  @Test
  void mimicKeepsItsChoiceAfterTheWarmUp() {
    Attack attack = Attacks.ALL.make("mimic", Map.of("warm-up", 2));
    Situation situation = Situation.own(row(0, 0));
    float[][] early = {row(4, 0), row(-1, 1), row(0, -1)};
    float[][] late = {row(0, 1), row(-9, 9), row(9, -9)};
    assertThat(attack.craft(situation.honest(early).context())[0]).containsExactly(4, 0);
    assertThat(attack.craft(situation.honest(early).context())[0]).containsExactly(4, 0);
    assertThat(attack.craft(situation.honest(late).context())[0]).containsExactly(0, 1);
    assertThatThrownBy(() -> situation.sent("mimic", Map.of("client", 3)))
        .hasMessage("client: expected less than the 3 honest, found 3");
  }

  @Test
  void twoAttacksTakeTurns() {
    Map<String, ?> parameters =
        Map.of("first", "sign-flip", "second", Map.of("name", "boost", "factor", 5));
    assertThat(Situation.own(row(1), row(2), row(3)).sent("mixed", parameters))
        .isDeepEqualTo(new float[][] {{-1}, {10}, {-3}});
  }

  @Test
  void theShareSaysHowManyDoTheFirst() {
    float[][] own = new float[10][];
    for (int i = 0; i < own.length; i++) {
      own[i] = row(1);
    }
    for (int tenths = 0; tenths <= 10; tenths++) {
      Map<String, ?> parameters =
          Map.of("first", "sign-flip", "second", "none", "share", tenths / 10.0);
      float[][] sent = Situation.own(own).sent("mixed", parameters);
      assertThat(Arrays.stream(sent).filter(update -> update[0] < 0)).hasSize(tenths);
    }
  }

  @Test
  void eachOfTwoPoisonsItsOwnClientsData() {
    Attack attack =
        Attacks.ALL.make(
            "mixed",
            Map.of("first", "label-flip", "second", Map.of("name", "backdoor", "share", 1)));
    Layout layout = new Layout(List.of(1), 10, List.of(new TensorSpec("w", List.of(1), true)));
    org.skymask.model.LabelledData data =
        new org.skymask.model.LabelledData(new float[1], new int[] {3}, 1);
    assertThat(label(attack, data, layout, 0)).isEqualTo(6);
    assertThat(label(attack, data, layout, 1)).isZero();
    assertThat(attack.trigger()).isPresent();
    assertThat(Attacks.ALL.make("mixed", Map.of("second", "boost")).poison()).isSameAs(Poison.NONE);
  }

  private static int label(
      Attack attack, org.skymask.model.LabelledData data, Layout layout, int client) {
    return ((org.skymask.model.LabelledData) attack.poison().of(data, layout, client, 1))
        .labels()[0];
  }

  @Test
  void aContextIsCutToWhatEachOfTwoAssumes() {
    Attack attack = Attacks.ALL.make("mixed", Map.of("first", "alie", "second", "sign-flip"));
    assertThat(attack.assumes()).containsExactly(Knowledge.HONEST_UPDATES);
    float[][] sent = attack.craft(Situation.own(row(4), row(2)).honest(row(1), row(1)).context());
    assertThat(sent).isDeepEqualTo(new float[][] {{1}, {-2}});
  }
}
