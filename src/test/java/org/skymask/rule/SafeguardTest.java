package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.skymask.named.ParameterException;

/** SafeguardSGD, worked out by hand on updates of one number. */
class SafeguardTest {
  private static final Safeguard RULE = new Safeguard(2, 4, 2, 0.1, 16);
  private static final double FIFTH = 0.2;

  private static Memory next(Choice.Weights chosen) {
    return new Memory(chosen.notes(), null);
  }

  private static Choice.Weights round(Memory memory, double... rows) {
    return Situation.of(Matrix.column(rows)).after(memory).chosen(RULE);
  }

  /**
   * Sums 0.2, 0.21, 0.19, 0.2, 0.26: three of five are within 0.01 of the first. The floor is more,
   * 0.1 of the usual length 1 over five. Whoever is beyond twice that is out.
   */
  @Test
  void whoIsFarFromTheMedianClientIsOut() {
    Choice.Weights chosen = round(Memory.NONE, 1, 1.05, 0.95, 1, 1.3);
    assertThat(chosen.weights()).containsExactly(0.25, 0.25, 0.25, 0.25, 0);
    assertThat(chosen.notes().get("caught/client-4")).containsExactly(1);
    // Less the mean of the kept, 1, over five.
    assertThat(chosen.notes().get("short/client-1")).containsExactly(new double[] {0.01}, close());
    assertThat(chosen.notes().get("long/client-4")).containsExactly(new double[] {0.06}, close());
    assertThat(chosen.notes().get("rounds/short")).containsExactly(1);
  }

  private static Offset<Double> close() {
    return within(1e-6);
  }

  @Test
  void whoWasOutOnceStaysOut() {
    Choice.Weights first = round(Memory.NONE, 1, 1.05, 0.95, 1, 1.3);
    Choice.Weights second = round(next(first), 1, 1.05, 0.95, 1, 1);
    assertThat(second.weights()).containsExactly(0.25, 0.25, 0.25, 0.25, 0);
    Choice.Weights without = round(next(second), 1, 1.05, 0.95, 1);
    assertThat(without.notes()).containsKey("caught/client-4");
  }

  /** 0.15 more than the others in each round, whose noise is as large but does not add up. */
  @Test
  void whatIsInvisibleInARoundAddsUp() {
    Memory memory = Memory.NONE;
    for (int round = 0; round < 4; round++) {
      double turn = round % 2 == 0 ? 0.06 : -0.06;
      Choice.Weights chosen = round(memory, 1, 1 + turn, 1 - turn, 1, 1.15);
      // Short: 0.03, then 0.06 of an allowed 0.04 by the floor; its window is two rounds.
      assertThat(chosen.weights()[4]).as("round %s", round).isEqualTo(round == 0 ? FIFTH : 0);
      assertThat(chosen.weights()[1]).isPositive();
      memory = next(chosen);
    }
  }

  @Test
  void windowsBeginAgain() {
    Choice.Weights first = round(Memory.NONE, 1, 1.05, 0.95, 1, 1);
    Choice.Weights second = round(next(first), 1, 1.05, 0.95, 1, 1);
    assertThat(second.notes().get("short/client-1")).containsExactly(new double[] {0.02}, close());
    Choice.Weights third = round(next(second), 1, 1.02, 0.98, 1, 1);
    assertThat(third.notes().get("short/client-1")).containsExactly(new double[] {0.004}, close());
    assertThat(third.notes().get("long/client-1")).containsExactly(new double[] {0.024}, close());
    assertThat(third.notes().get("rounds/short")).containsExactly(1);
    assertThat(third.notes().get("rounds/long")).containsExactly(3);
  }

  /** Away for a round of large steps: as if it had sent the mean. */
  @Test
  void whoSitsOutLosesNothing() {
    Choice.Weights first = round(Memory.NONE, 1, 1.02, 0.98, 1, 1);
    Choice.Weights without = round(next(first), 9, 9.02, 8.98, 9);
    assertThat(without.notes().get("long/client-4")).containsExactly(new double[] {0}, close());
    Choice.Weights back = round(next(without), 1, 1.02, 0.98, 1, 1);
    assertThat(back.weights()).containsOnly(FIFTH);
  }

  /** A huge update is out at once, and moves nobody's sum. */
  @Test
  void hugeUpdatesDoNoHarm() {
    Choice.Weights first = round(Memory.NONE, 1, 1.1, 0.9, 1, Float.MAX_VALUE);
    assertThat(first.weights()).containsExactly(0.25, 0.25, 0.25, 0.25, 0);
    first
        .notes()
        .values()
        .forEach(
            note -> assertThat(Arrays.stream(note)).allMatch(v -> Float.isFinite(v.floatValue())));
    Choice.Weights second = round(next(first), 1, 1.1, 0.9, 1, -Float.MAX_VALUE);
    assertThat(second.weights()).containsExactly(0.25, 0.25, 0.25, 0.25, 0);
    assertThat(second.notes().get("short/client-0")).containsExactly(new double[] {0}, close());
  }

  /** Another width, no number, a count below 1: as good as none, and the rule begins afresh. */
  @Test
  void notesThatDoNotFitAreAsGoodAsNone() {
    Map<String, double[]> damaged = new TreeMap<>();
    damaged.put("rounds/short", new double[] {1});
    damaged.put("rounds/long", new double[] {Double.NaN});
    damaged.put("short/client-0", new double[] {Double.NaN});
    damaged.put("short/client-1", new double[] {1, 2, 3});
    damaged.put("long/client-2", new double[] {1e30});
    damaged.put("caught/client-3", new double[] {1, 1});
    Choice.Weights chosen = round(new Memory(damaged, null), 1, 1.1, 0.9, 1, 1);
    assertThat(chosen.weights()).containsOnly(FIFTH);
    assertThat(chosen.notes().get("rounds/long")).containsExactly(1);
  }

  /** Where all who came are out, nobody has a part. */
  @Test
  void nobodyIsKeptWhereAllWereCaught() {
    Map<String, double[]> all = new TreeMap<>();
    for (int i = 0; i < 3; i++) {
      all.put("caught/client-" + i, new double[] {1});
    }
    assertThat(round(new Memory(all, null), 1, 1, 1).weights()).containsOnly(0);
  }

  @Test
  void theLongWindowIsNoShorterThanTheShortOne() {
    assertThat(Rules.ALL.make("safeguard", Map.of("short", 3, "long", 9, "floor", 0)))
        .isEqualTo(new Safeguard(3, 9, 2, 0, 1024));
    assertThatThrownBy(() -> Rules.ALL.make("safeguard", Map.of("short", 30)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("rule.safeguard.long: expected rule.safeguard.short = 30 or more, found 20");
  }
}
