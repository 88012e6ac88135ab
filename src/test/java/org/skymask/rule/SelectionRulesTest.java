package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.skymask.named.ParameterException;
import org.skymask.rule.Choice.Coordinates;

/** Worked out by hand: rules that choose among the clients. */
class SelectionRulesTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  /** With two neighbours the scores are 10, 5, 13, 50, 65. */
  private static final Matrix FIVE = Matrix.column(0, 1, 3, 10, 11);

  @Test
  void krumTakesTheLowestScore() {
    assertThat(FIVE.weights(new Krum(Krum.KRUM, 1, 1, 0))).containsExactly(0, 1, 0, 0, 0);
  }

  /** With three neighbours the scores are 110, 86, 62, … */
  @Test
  void krumWithAnotherNumberOfNeighbours() {
    assertThat(FIVE.weights(new Krum(Krum.KRUM, 1, 1, 3))).containsExactly(0, 0, 1, 0, 0);
  }

  @Test
  void multiKrumAveragesTheLowestScores() {
    double third = 1.0 / 3;
    assertThat(FIVE.weights(new Krum(Krum.MULTI_KRUM, 1, 3, 0)))
        .containsExactly(third, third, third, 0, 0);
    assertThat(FIVE.weights(new Krum(Krum.MULTI_KRUM, 1, 0, 0)))
        .containsExactly(0.25, 0.25, 0.25, 0.25, 0);
  }

  @Test
  void multiKrumCannotTakeMoreThanThereAre() {
    assertThatThrownBy(() -> new Krum(Krum.MULTI_KRUM, 1, 5, 0).choose(FIVE))
        .isInstanceOf(ParameterException.class)
        .hasMessage("rule.multi-krum.m: expected 4 at most, found 5");
    assertThatThrownBy(() -> new Krum(Krum.KRUM, 1, 1, 5).choose(FIVE))
        .hasMessage("rule.krum.neighbours: expected 4 at most, found 5");
  }

  /**
   * Five are taken, in the order 2, 3, 1, 4, 0 (of equal scores the first), and of them the three
   * around 2 are averaged.
   */
  @Test
  void bulyanTakesKrumsOneByOneAndTrimsThem() {
    Matrix seven = Matrix.column(0, 1, 2, 3, 4, 5, 100);
    Coordinates chosen = (Coordinates) new Bulyan(1).choose(seven);
    assertThat(chosen.rows()).containsExactly(0, 1, 2, 3, 4);
    assertThat(chosen.window()).isEqualTo(new Window.AroundMedian(3));
    assertThat(seven.aggregate(new Bulyan(1))).containsExactly(2);
  }

  /** Around the mean 3 the squared projections are 9, 4, 1, 36. */
  @Test
  void divideAndConquerDropsTheLargestProjections() {
    Matrix four = Matrix.column(0, 1, 2, 9);
    double third = 1.0 / 3;
    assertThat(four.weights(new DivideAndConquer(1, 1, 10, 1)))
        .containsExactly(third, third, third, 0);
    assertThat(four.weights(new DivideAndConquer(1, 2, 10, 1.5))).containsExactly(0, 0.5, 0.5, 0);
    assertThat(four.weights(new DivideAndConquer(0, 1, 10, 1)))
        .containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThatThrownBy(() -> new DivideAndConquer(1, 1, 10, 4).choose(four))
        .isInstanceOf(ParameterException.class)
        .hasMessage("rule.dnc.filter: expected c with c * f below n = 4, found 4.0");
  }

  /** Around the mean (0, 0) the spread is along (1, 1). */
  @Test
  void divideAndConquerFindsTheDirection() {
    Matrix plane = Matrix.of(new float[][] {{3, 3}, {-2, -2}, {1, -1}, {-2, 0}, {0, 0}});
    assertThat(plane.weights(new DivideAndConquer(1, 1, 10, 1)))
        .containsExactly(0, 0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void eigenvectors() {
    assertThat(Eigenvector.first(new double[][] {{2, 1}, {1, 2}}))
        .containsExactly(new double[] {Math.sqrt(0.5), Math.sqrt(0.5)}, ROUNDING);
    assertThat(Eigenvector.first(new double[3][3])).containsExactly(0, 0, 0);
  }

  @Test
  void nearestNeighbourMixing() {
    double third = 1.0 / 3;
    assertThat(new NearestNeighbourMixing(1).mixing(Matrix.column(0, 1, 3, 10), 7))
        .isDeepEqualTo(
            new double[][] {
              {third, third, third, 0},
              {third, third, third, 0},
              {third, third, third, 0},
              {0, third, third, third}
            });
  }

  @Test
  void bucketing() {
    assertThat(Bucketing.mixing(new int[] {2, 0, 1}, 2))
        .isDeepEqualTo(new double[][] {{0.5, 0, 0.5}, {0, 1, 0}});
  }

  @Test
  void bucketsAreDrawnBySeed() {
    Matrix rows = Matrix.of(new float[12][1]);
    double[][] once = new Bucketing(3).mixing(rows, 5);
    assertThat(new Bucketing(3).mixing(rows, 5)).isDeepEqualTo(once);
    assertThat(new Bucketing(3).mixing(rows, 6)).isNotEqualTo(once);
    double[] columns = Mixing.back(new double[] {3, 3, 3, 3}, once);
    assertThat(columns).containsOnly(1);
  }
}
