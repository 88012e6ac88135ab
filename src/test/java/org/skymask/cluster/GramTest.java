package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GramTest {
  /** Points 0, 2 and 4 on a line. */
  private static final double[][] LINE = {{0, 0, 0}, {0, 4, 8}, {0, 8, 16}};

  @Test
  void centredIsTheGramMatrixAroundTheMean() {
    assertRows(Gram.centred(LINE), new double[][] {{4, 0, -4}, {0, 0, 0}, {-4, 0, 4}});
    assertThat(Gram.trace(Gram.centred(LINE))).isCloseTo(8, within(1e-12));
  }

  @Test
  void balancedGivesEveryLayerTheSameSay() {
    double[][] small = {{0, 0, 0}, {0, 0, 0}, {0, 0, 1}};
    double[][] none = {{5, 5, 5}, {5, 5, 5}, {5, 5, 5}};
    double[][] balanced = Gram.balanced(List.of(LINE, small, none));
    assertThat(Gram.trace(balanced)).isCloseTo(2, within(1e-12));
    // Centred, the small layer is ((1, 1, -2), (1, 1, -2), (-2, -2, 4)) / 9, of trace 2/3.
    assertRows(
        balanced,
        new double[][] {
          {4 / 8. + 1 / 6., 1 / 6., -4 / 8. - 2 / 6.},
          {1 / 6., 1 / 6., -2 / 6.},
          {-4 / 8. - 2 / 6., -2 / 6., 4 / 8. + 4 / 6.}
        });
  }

  /**
   * Twelve clients and the root whose masks are all alike: centring in floating point leaves dust.
   */
  @Test
  void rowsAlikeAreExactlyZeroAndHaveNoSayInTheBalance() {
    double[][] alike = new double[13][13];
    for (double[] row : alike) {
      Arrays.fill(row, 50);
    }
    assertThat(Gram.isZero(Gram.centred(alike))).isTrue();
    assertThat(Gram.isZero(Gram.balanced(List.<double[][]>of(alike)))).isTrue();
  }

  /** One bit of 2^31 that one row of a thousand has and the others do not. */
  @Test
  void oneBitOfManyIsNotTakenForRounding() {
    int rows = 1000;
    double[][] gram = new double[rows][rows];
    for (double[] row : gram) {
      Arrays.fill(row, Integer.MAX_VALUE - 1.0);
    }
    gram[0][0]++;
    assertThat(Gram.trace(Gram.centred(gram))).isCloseTo(1 - 1.0 / rows, within(0.01));
  }

  @Test
  void sumsAndParts() {
    assertRows(Gram.leading(LINE, 2), new double[][] {{0, 0}, {0, 4}});
    assertRows(
        Gram.sum(new double[][][] {LINE, LINE}),
        new double[][] {{0, 0, 0}, {0, 8, 16}, {0, 16, 32}});
    assertThat(Gram.isZero(new double[3][3])).isTrue();
    assertThat(Gram.isZero(LINE)).isFalse();
  }

  private static void assertRows(double[][] actual, double[][] expected) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).containsExactly(expected[i], within(1e-12));
    }
  }
}
