package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skymask.named.ParameterException;

/** FLANDERS on updates of a few numbers. */
class FlandersTest {
  private static final Flanders RULE = new Flanders(1, 3, 10, new MatrixForecast(100, 1));
  private static final double THIRD = 1.0 / 3;

  private static Memory next(Choice.Weights chosen) {
    return new Memory(chosen.notes(), null);
  }

  private static Choice.Weights round(Memory memory, double... rows) {
    return Situation.of(Matrix.column(rows)).after(memory).chosen(RULE);
  }

  @Test
  void withoutMemoryEverybodyIsKept() {
    Choice.Weights chosen = round(Memory.NONE, 1, 2, 1, 9);
    assertThat(chosen.weights()).containsOnly(0.25);
    assertThat(chosen.notes().get("models/client-3")).containsExactly(9);
  }

  /** In place of the last one's model stands the mean of the others, 1. */
  @Test
  void whoIsFarthestFromItsForecastIsOut() {
    Choice.Weights first = round(Memory.NONE, 1, 2, 1, 2);
    Choice.Weights second = round(next(first), 1, 1, 1, 30);
    assertThat(second.weights()).containsExactly(THIRD, THIRD, THIRD, 0);
    assertThat(second.notes().get("models/client-0")).containsExactly(1, 1);
    assertThat(second.notes().get("models/client-3")).containsExactly(2, 1);
  }

  /** The model is the base and the update. */
  @Test
  void theModelsAreCompared() {
    Choice.Weights first = Situation.of(Matrix.column(1, 2, 1)).with(new float[] {10}).chosen(RULE);
    assertThat(first.notes().get("models/client-1")).containsExactly(12);
  }

  @Test
  void whoWasAwayHasNotChangedAndWhoIsNewHadTheBase() {
    Choice.Weights first = round(Memory.NONE, 1, 2, 1, 2);
    Choice.Weights away = round(next(first), 1, 2, 1);
    assertThat(away.notes().get("models/client-3")).containsExactly(2, 2);
    Choice.Weights fresh = round(next(first), 1, 2, 1, 2, 0);
    assertThat(fresh.notes().get("models/client-4")).hasSize(1);
    Choice.Weights far = round(next(first), 1, 2, 1, 2, 50);
    assertThat(far.weights()[4]).isZero();
  }

  /**
   * Its model is the base, which it had before as far as anybody knows; one of the others is out.
   */
  @Test
  void whoIsNewIsComparedWithTheBase() {
    float[] base = {10};
    Memory memory = next(Situation.of(Matrix.column(1, 2, 1, 2)).with(base).chosen(RULE));
    Choice.Weights chosen =
        Situation.of(Matrix.column(1, 2, 1, 5, 0)).with(base).after(memory).chosen(RULE);
    assertThat(chosen.weights()).containsExactly(0.25, 0.25, 0.25, 0, 0.25);
  }

  @Test
  void theWindowMoves() {
    Memory memory = Memory.NONE;
    for (int round = 0; round < 5; round++) {
      memory = next(round(memory, round, 2, 1, 2));
    }
    assertThat(memory.note("models/client-1", 3)).isNotNull();
  }

  @Test
  void notesThatDoNotFitAreAsGoodAsNone() {
    Map<String, double[]> damaged = new TreeMap<>();
    damaged.put("models/client-0", new double[] {Double.NaN});
    damaged.put("models/client-1", new double[0]);
    damaged.put("other", new double[] {1});
    assertThat(round(new Memory(damaged, null), 1, 2, 9).weights()).containsOnly(THIRD);
  }

  /** Models of eight clients that go the same way; two of them turn round after five rounds. */
  @Test
  void thoseWhoLeaveTheirWayAreFound() {
    Flanders rule = new Flanders(2, 5, 100, new MatrixForecast(100, 1));
    Random random = new Random(4);
    float[] base = new float[12];
    for (int j = 0; j < base.length; j++) {
      base[j] = (float) random.nextGaussian();
    }
    Memory memory = Memory.NONE;
    for (int round = 0; round < 8; round++) {
      float[][] rows = new float[8][base.length];
      for (int i = 0; i < rows.length; i++) {
        double way = i < 2 && round >= 5 ? -2 : 0.1;
        for (int j = 0; j < base.length; j++) {
          rows[i][j] = (float) (way * (1 + 0.2 * random.nextGaussian()));
        }
      }
      Situation here = Situation.of(Matrix.of(rows)).with(base).after(memory);
      Choice.Weights chosen = here.chosen(rule);
      if (round >= 5) {
        assertThat(chosen.weights()[0]).as("round %s", round).isZero();
        assertThat(chosen.weights()[1]).as("round %s", round).isZero();
      }
      memory = next(chosen);
      for (int j = 0; j < base.length; j++) {
        base[j] += 0.1f;
      }
    }
  }

  @Test
  void fIsBelowTheNumberOfUpdates() {
    assertThatThrownBy(() -> round(Memory.NONE, 1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("flanders with rule.byzantine-count f = 1 and n = 1 updates");
  }
}
