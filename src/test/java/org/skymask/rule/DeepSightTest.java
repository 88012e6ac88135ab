package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.tribuo.math.distance.DistanceType;

/** Worked out by hand: DeepSight and the clusterings that it goes by. */
class DeepSightTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(2),
          3,
          List.of(
              new TensorSpec("fc.weight", List.of(3, 2), true),
              new TensorSpec("fc.bias", List.of(3), true)));

  /** The last two move class 0 alone, as backdoors do. */
  private static final Matrix ROWS =
      Matrix.of(
          new float[][] {
            {1, 1, 1, -1, 1, 1, 1, 1, 0.9f},
            {1, 1, -1, 1, 1, 1, 1, 0.9f, 1},
            {1, -1, 1, 1, 1, 1, 0.9f, 1, 1},
            {1, 1, 1, 1, 1, -1, 1, 1, 1.1f},
            {4, 0, 0, 0, 0, 0, 3, 0, 0},
            {4, 0, 0, 0, 0, 0, 3.1f, 0, 0}
          });

  /** One input; the base model says 0 to each class, a client's what stands here for class 0. */
  private record Answers(float[] logits) implements Probe {
    @Override
    public int classes() {
      return 3;
    }

    @Override
    public int[] labels() {
      return new int[0];
    }

    @Override
    public float[] onRoot(double[] weights) {
      return new float[0];
    }

    @Override
    public float[] onNoise(double[] weights, int inputs, int draw) {
      float[] answer = new float[3 * inputs];
      for (int i = 0; i < weights.length; i++) {
        for (int x = 0; x < inputs && weights[i] != 0; x++) {
          answer[3 * x] = logits[i];
        }
      }
      return answer;
    }
  }

  private static final Probe MODELS = new Answers(new float[] {0, 0.1f, 0.05f, 0, 3, 3.1f});

  @Test
  void aClusterOfSuspiciousClientsGoes() {
    Situation rows = Situation.of(ROWS).with(LAYOUT).with(MODELS);
    double[] weights = rows.chosen(new DeepSight(2, 2, 1.0 / 3, 2)).weights();
    assertThat(weights[4]).isZero();
    assertThat(weights[5]).isZero();
    for (int i = 0; i < 4; i++) {
      // The median of the norms is 3.0; the fourth row is a little longer.
      assertThat(weights[i]).isBetween(0.24, 0.25);
    }
  }

  /** ε of the first row is (3, 3, 2.9), of the last (7.1, 0, 0). */
  @Test
  void energiesOfTheOutputLayer() {
    OutputEnergy energy = new OutputEnergy(6, OutputLayer.of(LAYOUT, "deepsight"));
    double[] sums = ROWS.sums(energy);
    double squares = 9 + 9 + 2.9 * 2.9;
    assertThat(energy.normalised(sums)[0])
        .containsExactly(
            new double[] {9 / squares, 9 / squares, 2.9 * 2.9 / squares}, within(1e-6));
    assertThat(energy.normalised(sums)[5]).containsExactly(1, 0, 0);
    assertThat(energy.biases(sums)[5]).containsExactly(new double[] {3.1, 0, 0}, within(1e-6));
  }

  /** With four classes what exceeds a quarter of the largest counts: 4, 4, 4 and 1. */
  @Test
  void suspiciousIsWhoMovesFewClasses() {
    double[] even = {0.25, 0.25, 0.25, 0.25};
    double[][] energies = {even, even, even, {0.97, 0.01, 0.01, 0.01}};
    assertThat(DeepSight.suspicious(energies)).containsExactly(false, false, false, true);
    // Of 4 the half is 2, which is suspicious still.
    energies[3] = new double[] {0.5, 0.5, 0, 0};
    assertThat(DeepSight.suspicious(energies)).containsExactly(false, false, false, true);
    energies[3] = new double[] {0.4, 0.3, 0.3, 0};
    assertThat(DeepSight.suspicious(energies)).containsOnly(false);
  }

  /** Against a third each: e³ / (e³ + 2) · 3 for class 0. */
  @Test
  void divisionDifferences() {
    double[][][] found = Differences.of(MODELS, 6, 4, 1);
    double e3 = Math.exp(3);
    assertThat(found[0][0]).containsExactly(new double[] {1, 1, 1}, within(1e-9));
    assertThat(found[0][4])
        .containsExactly(
            new double[] {3 * e3 / (e3 + 2), 3 / (e3 + 2), 3 / (e3 + 2)}, within(1e-6));
  }

  /** Kinds weigh the same, and the clusterings of a kind share its weight. */
  @Test
  void distancesAreShares() {
    List<List<int[]>> kinds =
        List.of(List.of(new int[] {1, 1, 2}), List.of(new int[] {5, 6, 6}, new int[] {7, 7, 7}));
    double[][] points = DeepSight.together(kinds, 3);
    assertThat(distance(points[0], points[1])).isCloseTo(0.25, within(1e-12));
    assertThat(distance(points[1], points[2])).isCloseTo(0.5, within(1e-12));
    assertThat(distance(points[0], points[2])).isCloseTo(0.75, within(1e-12));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += Math.abs(a[k] - b[k]);
    }
    return sum;
  }

  @Test
  void hdbscan() {
    double[][] points = {
      {0, 0}, {0, 0.1}, {0.1, 0}, {5, 5}, {5, 5.1}, {5.1, 5}, {20, 20}, {-20, 30}
    };
    int[] clusters = Hdbscan.clusters(points, DistanceType.L2, 2);
    assertThat(clusters[1]).isEqualTo(clusters[0]);
    assertThat(clusters[2]).isEqualTo(clusters[0]);
    assertThat(clusters[4]).isEqualTo(clusters[3]).isNotEqualTo(clusters[0]);
    assertThat(clusters[5]).isEqualTo(clusters[3]);
    assertThat(clusters[6]).isNotIn(clusters[0], clusters[3], clusters[7]);
    assertThat(Hdbscan.clusters(new double[][] {{1}}, DistanceType.L2, 2)).containsExactly(0);
  }
}
