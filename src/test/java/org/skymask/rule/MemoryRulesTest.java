package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Worked out by hand: rules that go on from the round before, and what they are made of. */
class MemoryRulesTest {
  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final double QUARTER = 0.25;

  /** From 2, 0 is two away and 5 is three: 2 + ½ (−1 + 1). */
  @Test
  void centredClippingStartsFromTheLastAggregate() {
    Situation rows = Situation.of(Matrix.column(0, 5)).after(new Memory(Map.of(), new float[] {2}));
    Choice.Weights chosen = rows.chosen(new CentredClipping(1, 1));
    assertThat(chosen.weights()).containsExactly(new double[] {0.25, 1.0 / 6}, ROUNDING);
    assertThat(chosen.past()).isCloseTo(7.0 / 12, ROUNDING);
    // Without a radius it is the lower of the distances 2 and 3: 2 + ½ (−2 + 2).
    Choice.Weights wide = rows.chosen(new CentredClipping(1, 0));
    assertThat(wide.weights()).containsExactly(new double[] {0.5, 2.0 / 6}, ROUNDING);
  }

  private static Memory next(Choice.Weights chosen) {
    return new Memory(chosen.notes(), null);
  }

  /** The last client's second update is far from its first, the others' are what they were. */
  @Test
  void flDetectorDropsWhoIsNotWhatWasPredictedAndNeverTakesHimBack() {
    FlDetector rule = new FlDetector(1, 16);
    Matrix first = Matrix.column(1, 1.1, 0.9, 1, 1);
    Matrix second = Matrix.column(1.01, 1.1, 0.9, 1, -9);
    Choice.Weights one = Situation.of(first).chosen(rule);
    assertThat(one.weights()).containsExactly(new double[] {0.2, 0.2, 0.2, 0.2, 0.2}, ROUNDING);
    Choice.Weights two = Situation.of(second).after(next(one)).chosen(rule);
    assertThat(two.weights()).containsExactly(QUARTER, QUARTER, QUARTER, QUARTER, 0);
    assertThat(two.notes().get("scores/client-0"))
        .containsExactly(new double[] {0.01 / 10.01}, within(1e-6));
    assertThat(two.notes().get("caught/client-4")).containsExactly(1);
    Choice.Weights three = Situation.of(first).after(next(two)).chosen(rule);
    assertThat(three.weights()[4]).isZero();
    // Step of the model, and change of the gradient over it, from the first round to the second.
    assertThat(three.notes().get("step/0")).containsExactly(new double[] {1.0025}, within(1e-6));
  }

  @Test
  void flDetectorWaitsForItsWindow() {
    FlDetector rule = new FlDetector(3, 16);
    Choice.Weights chosen = Situation.of(Matrix.column(1, 1, 1, 1)).chosen(rule);
    for (int round = 0; round < 2; round++) {
      chosen = Situation.of(Matrix.column(1, 1, 1, -9)).after(next(chosen)).chosen(rule);
      assertThat(chosen.weights()).containsOnly(QUARTER);
    }
    assertThat(chosen.notes().get("scores/client-3")).hasSize(2);
  }

  /** B of pairs along the axes of a quadratic function is its Hessian, here diag(2, 5). */
  @Test
  void lbfgsLearnsTheHessianOfAQuadraticFunction() {
    List<double[]> steps = List.of(new double[] {1, 0}, new double[] {0, 1});
    List<double[]> changes = List.of(new double[] {2, 0}, new double[] {0, 5});
    assertThat(Lbfgs.product(steps, changes, new double[] {3, -1}))
        .containsExactly(new double[] {6, -5}, ROUNDING);
    assertThat(Lbfgs.product(List.of(), List.of(), new double[] {3, -1})).containsExactly(0, 0);
    List<double[]> still = List.of(new double[2]);
    assertThat(Lbfgs.product(still, still, new double[] {3, -1})).containsExactly(0, 0);
  }

  /** The last step's secant equation holds for any pairs. */
  @Test
  void lbfgsMapsTheLastStepToItsChange() {
    List<double[]> steps = List.of(new double[] {1, 2, 0}, new double[] {0, 1, 1});
    List<double[]> changes = List.of(new double[] {1, 3, 1}, new double[] {0.5, 2, 1});
    assertThat(Lbfgs.product(steps, changes, steps.get(1)))
        .containsExactly(changes.get(1), ROUNDING);
  }

  @Test
  void gapStatistic() {
    double[] two = {0, 0.1, 0.2, 0.15, 10, 10.1};
    double[] even = new double[30];
    for (int i = 0; i < even.length; i++) {
      even[i] = i;
    }
    assertThat(GapStatistic.groups(two, 5, 1)).isGreaterThan(1);
    assertThat(GapStatistic.groups(even, 5, 1)).isEqualTo(1);
    assertThat(GapStatistic.groups(new double[] {4, 4, 4}, 5, 1)).isEqualTo(1);
    assertThat(GapStatistic.groups(new double[] {4}, 5, 1)).isEqualTo(1);
  }

  @Test
  void theLowerOfTwoGroups() {
    assertThat(TwoMeans.lower(new double[] {9, 1, 10, 2}))
        .containsExactly(false, true, false, true);
    assertThat(TwoMeans.lower(new double[] {0, 0, 0.1, 1e6}))
        .containsExactly(true, true, true, false);
    assertThat(TwoMeans.lower(new double[] {3, 3})).containsExactly(true, true);
  }

  @Test
  void sketchesKeepLengthsAndProducts() {
    Random random = new Random(3);
    float[][] rows = new float[3][20_000];
    for (int j = 0; j < 20_000; j++) {
      rows[0][j] = (float) random.nextGaussian();
      rows[1][j] = (float) random.nextGaussian();
      rows[2][j] = rows[0][j] + rows[1][j];
    }
    Matrix matrix = Matrix.of(rows);
    Sketch sketch = Sketch.of(3, 1024, 20_000, 9);
    double[][] small = sketch.of(matrix.sums(sketch));
    assertThat(Lbfgs.dot(small[0], small[0])).isCloseTo(20_000, within(3000.0));
    assertThat(Lbfgs.dot(small[0], small[1])).isCloseTo(0, within(3000.0));
    for (int k = 0; k < 1024; k++) {
      assertThat(small[2][k]).isCloseTo(small[0][k] + small[1][k], within(1e-3));
    }
    Sketch whole = Sketch.of(1, 1024, 2, 9);
    assertThat(whole.of(Matrix.of(new float[][] {{3, -4}}).sums(whole)))
        .isDeepEqualTo(new double[][] {{3, -4}});
  }

  /** One example of class 0 and one of class 1, a logit for class 1 against 0 each. */
  private record Answers(float[][] logits) implements Probe {
    @Override
    public int classes() {
      return 2;
    }

    @Override
    public int[] labels() {
      return new int[] {0, 1};
    }

    @Override
    public float[] onRoot(double[] weights) {
      int row = 0;
      while (weights[row] == 0) {
        row++;
      }
      return new float[] {0, logits[row][0], 0, logits[row][1]};
    }

    @Override
    public float[] onNoise(double[] weights, int inputs, int draw) {
      return onRoot(weights);
    }
  }

  private static final Probe MODELS =
      new Answers(new float[][] {{-1, 1}, {-2, 2}, {-1, -1}, {3, -3}, {Float.NaN, Float.NaN}});

  @Test
  void lossClusteringKeepsTheLowerGroup() {
    Situation rows = Situation.of(Matrix.column(1, 2, 3, 4, 5)).with(MODELS);
    // Losses 0.31, 0.13, 0.81, 3.05 and one that is none: the last is alone.
    assertThat(rows.chosen(new LossClustering()).weights())
        .containsExactly(QUARTER, QUARTER, QUARTER, QUARTER, 0);
    float[][] finite = {{-1, 1}, {-2, 2}, {-1, -1}, {3, -3}, {3, -3}};
    assertThat(rows.with(new Answers(finite)).chosen(new LossClustering()).weights())
        .containsExactly(1.0 / 3, 1.0 / 3, 1.0 / 3, 0, 0);
  }

  @Test
  void losses() {
    assertThat(Softmax.loss(new float[] {0, 0, 0, 1}, new int[] {0, 1}, 2))
        .isCloseTo((Math.log(2) + Math.log(1 + Math.exp(-1))) / 2, ROUNDING);
    assertThat(Softmax.accuracy(new float[] {0, 0, 0, 1}, new int[] {0, 1}, 2)).isEqualTo(0.5);
    assertThat(Softmax.probabilities(new float[] {9, 9, 0, (float) Math.log(3)}, 1, 2))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-6));
  }

  /** Accuracies 1, 1, 0.5, 0, 0; the second points away from the first, which is the best. */
  @Test
  void sirenKeepsWhoIsAsGoodAndPointsTheSameWay() {
    Siren rule = new Siren(0.4, 2, 0.5);
    Situation rows = Situation.of(Matrix.column(1, -1, 1, 1, 1)).with(MODELS);
    Choice.Weights chosen = rows.chosen(rule);
    assertThat(chosen.weights()).containsExactly(1, 0, 0, 0, 0);
    assertThat(rows.chosen(new Siren(0.5, 2, 0.5)).weights()).containsExactly(0.5, 0, 0.5, 0, 0);
    assertThat(chosen.notes()).doesNotContainKey("client-0").containsKey("client-1");
    assertThat(rows.after(next(chosen)).chosen(rule).notes().get("client-1")).containsExactly(2);
  }

  @Test
  void whoWasCaughtTooOftenIsNoYardstick() {
    Memory twice = new Memory(Map.of("client-0", new double[] {2}), null);
    Situation rows = Situation.of(Matrix.column(1, -1, 1, 1, 1)).with(MODELS).after(twice);
    assertThat(rows.chosen(new Siren(0.4, 2, 0.5)).weights()).containsExactly(0, 1, 0, 0, 0);
    assertThat(rows.chosen(new Siren(0.4, 3, 0.5)).weights()).containsExactly(1, 0, 0, 0, 0);
  }

  /** Best is client 0, which is 1.5 short of trust; whoever is kept comes back to it. */
  @Test
  void whoIsKeptIsForgiven() {
    Siren rule = new Siren(0.4, 2, 0.5);
    Memory before = new Memory(Map.of("client-0", new double[] {0.5}), null);
    Situation rows = Situation.of(Matrix.column(1, -1, 1, 1, 1)).with(MODELS).after(before);
    Choice.Weights chosen = rows.chosen(rule);
    assertThat(chosen.weights()).containsExactly(1, 0, 0, 0, 0);
    assertThat(chosen.notes()).doesNotContainKey("client-0");
    Memory caught = new Memory(Map.of("client-2", new double[] {2.5}), null);
    Choice.Weights wide = rows.after(caught).chosen(new Siren(0.5, 2, 0.5));
    assertThat(wide.weights()[2]).isPositive();
    assertThat(wide.notes().get("client-2")).containsExactly(2);
  }

  /** Without trust in anybody the best of all is the yardstick, and the rule goes on. */
  @Test
  void whereAllWereCaughtTooOftenAllAreYardsticks() {
    Map<String, double[]> all = new TreeMap<>();
    for (int i = 0; i < 5; i++) {
      all.put("client-" + i, new double[] {7 + i});
    }
    Situation rows =
        Situation.of(Matrix.column(1, -1, 1, 1, 1)).with(MODELS).after(new Memory(all, null));
    Choice.Weights chosen = rows.chosen(new Siren(0.4, 2, 0.5));
    assertThat(chosen.weights()).containsExactly(1, 0, 0, 0, 0);
    assertThat(chosen.notes().get("client-0")).containsExactly(6.5);
    assertThat(chosen.notes().get("client-4")).containsExactly(12);
  }

  /** Takes part, sits out, takes part: it is judged by its last update, and its scores go on. */
  @Test
  void flDetectorRemembersWhoSitsOut() {
    FlDetector rule = new FlDetector(2, 16);
    Choice.Weights one = Situation.of(Matrix.column(1, 1, 1, 1)).chosen(rule);
    Choice.Weights two = Situation.of(Matrix.column(1, 1, 1.5, 1)).after(next(one)).chosen(rule);
    Choice.Weights without = Situation.of(Matrix.column(1, 1, 1.5)).after(next(two)).chosen(rule);
    assertThat(without.notes()).containsKeys("update/client-3", "scores/client-3");
    assertThat(without.notes().get("scores/client-3"))
        .containsExactly(two.notes().get("scores/client-3"));
    Choice.Weights back =
        Situation.of(Matrix.column(1, 1, 1.5, -9)).after(next(without)).chosen(rule);
    assertThat(back.notes().get("scores/client-3")).hasSize(2);
    assertThat(back.weights()[3]).isZero();
  }

  /** B = 2 by the pair (step 1, change 2): a model that moves by 3 changes the gradient by 6. */
  @Test
  void flDetectorPredictsWhoSitsOut() {
    Memory before =
        new Memory(
            Map.of(
                "step/0", new double[] {1},
                "change/0", new double[] {2},
                "aggregate", new double[] {3},
                "update/away", new double[] {10}),
            null);
    Map<String, double[]> notes = new TreeMap<>();
    new FlDetectorHistory(before, 1).carry(notes);
    assertThat(notes.get("update/away")).containsExactly(new double[] {4}, ROUNDING);
  }
}
