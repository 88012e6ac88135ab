package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Worked out by hand: coordinate-wise rules, and those that weigh everybody. */
class WeightingRulesTest {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final Offset<Double> SINGLE = within(1e-6);

  private static final Matrix FIVE = Matrix.column(5, 1, 3, 100, 2);
  private static final Matrix FOUR = Matrix.column(100, 1, 4, 2);

  @Test
  void median() {
    assertThat(FIVE.aggregate(new CoordinateMedian())).containsExactly(3);
    assertThat(FOUR.aggregate(new CoordinateMedian())).containsExactly(3);
  }

  @Test
  void trimmedMean() {
    assertThat(FIVE.aggregate(new TrimmedMean(1))).containsExactly(new double[] {10.0 / 3}, SINGLE);
    assertThat(FIVE.aggregate(new TrimmedMean(2))).containsExactly(3);
    assertThat(FIVE.aggregate(new TrimmedMean(0)))
        .containsExactly(new double[] {22.2}, within(1e-5));
  }

  /** With f = 2, 1 and 5 are equally far from the median 3: the smaller is kept. */
  @Test
  void meanAroundMedian() {
    assertThat(FIVE.aggregate(new MeanAroundMedian(1))).containsExactly(2.75);
    assertThat(FIVE.aggregate(new MeanAroundMedian(2))).containsExactly(2);
    assertThat(FOUR.aggregate(new MeanAroundMedian(1)))
        .containsExactly(new double[] {7.0 / 3}, SINGLE);
  }

  @Test
  void eachCoordinateIsOnItsOwnAndTilesDoNotShow() {
    float[][] rows = new float[3][150];
    for (int j = 0; j < 150; j++) {
      rows[j % 3][j] = j;
      rows[(j + 1) % 3][j] = j + 1;
      rows[(j + 2) % 3][j] = 1000;
    }
    double[] medians = Matrix.of(rows).aggregate(new CoordinateMedian());
    for (int j = 0; j < 150; j++) {
      assertThat(medians[j]).isEqualTo(j + 1);
    }
    long[] counts = new long[3];
    new CoordinateStatistic(null, new int[] {0, 1, 2}, new Window.Middle()).count(0, rows, counts);
    assertThat(counts).containsExactly(50, 50, 50);
  }

  @Test
  void rowsWithoutAPartAreNotRead() {
    CoordinateStatistic statistic =
        new CoordinateStatistic(null, new int[] {1, 2}, new Window.Middle());
    assertThat(statistic.of(new float[][] {{9}, {1}, {2}, {7}})).containsExactly(1.5f);
  }

  /** From 0: β = 1, 1/2, 1/10. */
  @Test
  void theFirstStepOfWeiszfeld() {
    assertThat(Matrix.column(1, 2, 10).weights(new GeometricMedian(1, 1e-6)))
        .containsExactly(new double[] {0.625, 0.3125, 0.0625}, ROUNDING);
  }

  @Test
  void theGeometricMedianOnALineAndOfASquare() {
    assertThat(Matrix.column(1, 2, 10).aggregate(new GeometricMedian(200, 1e-6)))
        .containsExactly(new double[] {2}, within(1e-5));
    assertThat(
            Matrix.of(new float[][] {{0, 0}, {2, 0}, {2, 2}, {0, 2}})
                .aggregate(new GeometricMedian(200, 1e-6)))
        .containsExactly(new double[] {1, 1}, within(1e-9));
  }

  /** (3, 4) is cut to length 1; then, on a line, v goes 0, 0.5, 0.75. */
  @Test
  void centredClipping() {
    assertThat(Matrix.of(new float[][] {{3, 4}, {0.5f, 0}}).aggregate(new CentredClipping(1, 1)))
        .containsExactly(new double[] {0.55, 0.4}, ROUNDING);
    assertThat(Matrix.column(0, 4).aggregate(new CentredClipping(2, 1)))
        .containsExactly(new double[] {0.75}, ROUNDING);
  }

  @Test
  void withoutABoundTheMedianNormIsIt() {
    Matrix rows = Matrix.of(new float[][] {{3, 4}, {0, 1}, {1, 0}});
    double[] expected = {1.0 / 15, 1.0 / 3, 1.0 / 3};
    assertThat(rows.weights(new NormBounding(0))).containsExactly(expected, ROUNDING);
    assertThat(rows.weights(new CentredClipping(1, 0))).containsExactly(expected, ROUNDING);
    assertThat(rows.weights(new NormBounding(2.5)))
        .containsExactly(new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3}, ROUNDING);
  }

  /** Cosines 1, 0, −1, 0.6 to a root update of length 2. */
  @Test
  void flTrust() {
    Matrix rows = new Matrix(new float[][] {{1, 0}, {0, 3}, {-1, 0}, {3, 4}}, new float[] {2, 0});
    assertThat(rows.weights(new FlTrust()))
        .containsExactly(new double[] {1.25, 0, 0, 0.15}, ROUNDING);
    assertThat(rows.aggregate(new FlTrust())).containsExactly(new double[] {1.7, 0.6}, ROUNDING);
  }

  @Test
  void flTrustTrustsNobodyWithoutARootUpdate() {
    assertThat(Matrix.column(1, 2).weights(new FlTrust())).containsExactly(0, 0);
  }
}
