package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.rule.Choice.Coordinates;

/** Worked out by hand: rules that look for attackers by what updates look like. */
class DetectionRulesTest {
  private static final Offset<Double> SINGLE = within(1e-6);
  private static final double THIRD = 1.0 / 3;

  /**
   * Signs (+, +, −, 0) but for the last; the median norm is √3, the fourth row's five times that,
   * the third's twice.
   */
  @Test
  void signGuardKeepsTheUsualNormsWithTheUsualSigns() {
    Matrix rows =
        Matrix.of(
            new float[][] {
              {1, 1, -1, 0}, {1, 1, -1, 0}, {2, 2, -2, 0}, {5, 5, -5, 0}, {-1, -1, 1, 0}
            });
    assertThat(rows.weights(new SignGuard(0.1, 3, 1)))
        .containsExactly(new double[] {THIRD, THIRD, THIRD / 2, 0, 0}, SINGLE);
    assertThat(rows.weights(new SignGuard(0.1, 6, 1)))
        .containsExactly(new double[] {0.25, 0.25, 0.125, 0.05, 0}, SINGLE);
    assertThat(rows.weights(new SignGuard(1.5, 6, 1)))
        .containsExactly(new double[] {0, 0, 0.25, 0.1, 0}, SINGLE);
  }

  @Test
  void signsAreCountedAtTheDrawnShareOfThePositions() {
    float[][] rows = new float[2][9000];
    for (int j = 0; j < 9000; j++) {
      rows[0][j] = j % 3 - 1;
      rows[1][j] = j < 3000 ? -1 : 0;
    }
    double[] sums = Matrix.of(rows).sums(new SignShares(2, 0.2, 5));
    assertThat(sums[0] + sums[1] + sums[2]).isCloseTo(1800, within(150.0));
    double[][] shares = SignShares.of(sums);
    assertThat(shares[0]).containsExactly(new double[] {THIRD, THIRD, THIRD}, within(0.05));
    assertThat(shares[1]).containsExactly(new double[] {0, 2 * THIRD, THIRD}, within(0.05));
  }

  @Test
  void meanShift() {
    double[][] points = {{0}, {1}, {2}, {10}, {11}};
    // The second nearest, with oneself as the first, is at 1 for all.
    assertThat(MeanShift.bandwidth(points)).isEqualTo(1);
    assertThat(MeanShift.clusters(points, 1.5)).containsExactly(0, 0, 0, 1, 1);
    assertThat(MeanShift.clusters(points, 20)).containsOnly(0);
    assertThat(MeanShift.clusters(new double[][] {{3}, {3}, {4}}, 0)).containsExactly(0, 0, 1);
  }

  /** Norms 1, 2.01, 1.005, 1, 1; the first three point the same way. */
  @Test
  void flameKeepsTheMajorityOfDirectionsAndClipsToTheMedianOfAllNorms() {
    Matrix rows = Matrix.of(new float[][] {{1, 0}, {2, 0.2f}, {1, -0.1f}, {0, 1}, {-1, 0}});
    Choice.Weights chosen = Situation.of(rows).chosen(new Flame(0.01));
    assertThat(chosen.weights())
        .containsExactly(
            new double[] {THIRD, THIRD / Math.sqrt(4.04), THIRD / Math.sqrt(1.01), 0, 0}, SINGLE);
    assertThat(chosen.noise()).isEqualTo(0.01);
  }

  /**
   * By distance 1, 0 to 2 are joined, at 2 comes 3, and 4 is further: three are a majority of five.
   */
  @Test
  void theMajorityIsTheFirstComponentThatIsLargeEnough() {
    assertThat(MajorityCluster.of(line(0, 1, 2, 4, 9), 3))
        .containsExactly(true, true, true, false, false);
    assertThat(MajorityCluster.of(line(0, 1, 2, 4, 9), 4))
        .containsExactly(true, true, true, true, false);
    // Ties are joined together.
    assertThat(MajorityCluster.of(line(0, 1, 2, 3, 9), 3))
        .containsExactly(true, true, true, true, false);
    assertThat(MajorityCluster.of(line(5), 1)).containsExactly(true);
  }

  private static double[][] line(double... points) {
    double[][] distances = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points.length; j++) {
        distances[i][j] = Math.abs(points[i] - points[j]);
      }
    }
    return distances;
  }

  /** Of 0, 3 and 10 the second is furthest from both ends: two copies of ⌈0.5 · 3⌉. */
  @Test
  void foundationFlRepeatsTheRowFurthestFromTheExtremes() {
    Matrix three = Matrix.column(0, 3, 10);
    Coordinates chosen = (Coordinates) new FoundationFl(0.5, null).choose(three);
    assertThat(chosen.rows()).containsExactly(0, 1, 2, 1, 1);
    assertThat(three.aggregate(new FoundationFl(0.5, null))).containsExactly(3);
    assertThat(three.aggregate(new FoundationFl(0.5, 0)))
        .containsExactly(new double[] {3.8}, SINGLE);
    assertThat(three.aggregate(new FoundationFl(0.5, 1))).containsExactly(3);
    assertThatThrownBy(() -> new FoundationFl(0.5, 3).choose(three))
        .hasMessage(
            "foundationfl with rule.byzantine-count f = 3 and n = 5 updates:"
                + " expected n >= 2f + 1, here f = 2 at most");
  }

  /** Extremes (4, 3) and (0, 0): squared distances 9 and 16, 16 and 9, 13 and 4. */
  @Test
  void distancesToTheExtremes() {
    Matrix rows = Matrix.of(new float[][] {{4, 0}, {0, 3}, {2, 0}});
    assertThat(rows.sums(new ExtremeDistances()))
        .containsExactly(new double[] {9, 16, 16, 9, 13, 4}, SINGLE);
  }

  private static final Layout TORCH =
      layout(
          new TensorSpec("fc.weight", List.of(3, 2), true),
          new TensorSpec("fc.bias", List.of(3), true));
  private static final Layout DL4J =
      layout(new TensorSpec("1_W", List.of(2, 3), true), new TensorSpec("1_b", List.of(3), true));

  private static Layout layout(TensorSpec... tensors) {
    return new Layout(List.of(2), 3, List.of(tensors));
  }

  @Test
  void theOutputLayerOfBothEngines() {
    OutputLayer torch = OutputLayer.of(TORCH, "pca");
    OutputLayer dl4j = OutputLayer.of(DL4J, "pca");
    int[] ofTorch = {0, 0, 1, 1, 2, 2, 0, 1, 2, -1};
    int[] ofDl4j = {0, 1, 2, 0, 1, 2, 0, 1, 2, -1};
    for (int j = 0; j < 10; j++) {
      assertThat(torch.classOf(j)).isEqualTo(ofTorch[j]);
      assertThat(dl4j.classOf(j)).isEqualTo(ofDl4j[j]);
      assertThat(torch.isBias(j)).isEqualTo(j >= 6 && j < 9);
    }
    Layout none = layout(new TensorSpec("conv.weight", List.of(3, 2, 2, 2), true));
    assertThatThrownBy(() -> OutputLayer.of(none, "pca"))
        .hasMessage(
            "pca looks at the output layer, and no matrix of the layout has 3 (classes) rows or"
                + " columns");
  }

  /** The attackers differ in class 1 alone: its weights and bias are positions 2, 3 and 7. */
  private static final Matrix FLIPPED =
      Matrix.of(
          new float[][] {
            {1, 0, 1, 2, 5, 0, 0, 1, 0},
            {0, 1, 1.1f, 2, 0, 5, 0, 1, 0},
            {1, 1, 1, 2.1f, 5, 5, 1, 1.1f, 0},
            {0, 0, -4, -2, 5, 0, 0, -1, 0},
            {1, 0, -4, -2.1f, 0, 5, 0, -1, 0}
          });

  @Test
  void thePlaneOfTheOutputLayerTellsTheMinority() {
    Situation rows = Situation.of(FLIPPED).with(TORCH);
    assertThat(rows.chosen(new OutputPca(1)).weights()).containsExactly(THIRD, THIRD, THIRD, 0, 0);
    assertThatThrownBy(() -> rows.chosen(new OutputPca(3)))
        .hasMessage("rule.pca.class: expected 2 at most, found 3");
  }

  /** Columns (1, 1, −1, −1) and a constant one, which says nothing. */
  @Test
  void productsOfStandardisedColumns() {
    Matrix rows = Matrix.of(new float[][] {{5, 9, 1}, {5, 9, 1}, {3, 9, 7}, {3, 9, 7}});
    OutputLayer layer =
        OutputLayer.of(
            new Layout(List.of(1), 3, List.of(new TensorSpec("0.weight", List.of(3, 1), true))),
            "pca");
    OutputProducts all = new OutputProducts(4, layer, null);
    assertThat(all.gram(rows.sums(all))[0]).containsExactly(new double[] {2, 2, -2, -2}, SINGLE);
    OutputProducts first = new OutputProducts(4, layer, 0);
    assertThat(first.gram(rows.sums(first))[2])
        .containsExactly(new double[] {-1, -1, 1, 1}, SINGLE);
  }

  @Test
  void whereAllAreTheSamePcaKeepsEverybody() {
    float[] row = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Situation same = Situation.of(Matrix.of(new float[][] {row, row, row})).with(TORCH);
    assertThat(same.chosen(new OutputPca(null)).weights()).containsExactly(THIRD, THIRD, THIRD);
  }

  @Test
  void thePlaneOfPrincipalComponents() {
    // (3, 1), (−3, 1), (3, −1), (−3, −1): the axes are the components.
    double[][] points = {{3, 1}, {-3, 1}, {3, -1}, {-3, -1}};
    double[][] gram = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        gram[i][j] = points[i][0] * points[j][0] + points[i][1] * points[j][1];
      }
    }
    double[][] plane = Eigenvector.plane(gram);
    for (int i = 0; i < 4; i++) {
      assertThat(Math.abs(plane[i][0])).isCloseTo(3, SINGLE);
      assertThat(Math.abs(plane[i][1])).isCloseTo(1, SINGLE);
    }
    assertThat(PlaneMeans.divide(points)).isIn(new int[] {0, 1, 0, 1}, new int[] {1, 0, 1, 0});
  }
}
