package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotProductsTest {

  private static float[][] random(int rows, int length) {
    Random random = new Random(rows * 1000L + length);
    float[][] values = new float[rows][length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < length; j++) {
        // Rows of lengths that differ by many powers of ten.
        values[i][j] = (float) (random.nextGaussian() * Math.pow(10, 3 * i % 13 - 6));
      }
    }
    return values;
  }

  private static double[] norms(float[][] rows) {
    return Arrays.stream(rows)
        .mapToDouble(row -> Math.sqrt(Vectors.squares(row, row.length)))
        .toArray();
  }

  private static float[][] between(float[][] rows, int from, int to) {
    return Arrays.stream(rows)
        .map(row -> Arrays.copyOfRange(row, from, to))
        .toArray(float[][]::new);
  }

  @Test
  void byHand() {
    DotProducts products = new DotProducts(new double[] {5, 2, 0});
    products.add(new float[][] {{3, 4}, {0, 2}, {0, 0}});
    assertThat(products.matrix()).isDeepEqualTo(new double[][] {{25, 8, 0}, {8, 4, 0}, {0, 0, 0}});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 13, 15, 16, 70})
  void areThoseOfTheWholeRows(int count) {
    float[][] rows = random(count, 207);
    double[] norms = norms(rows);
    DotProducts products = new DotProducts(norms);
    products.add(between(rows, 0, 100));
    products.add(between(rows, 100, 207));
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        assertThat(products.matrix()[i][j])
            .isCloseTo(Vectors.dot(rows[i], rows[j], 207), within(1e-14 * norms[i] * norms[j]));
      }
    }
  }

  /** Pairs of many rows are summed side by side, with the bits that two rows alone give. */
  @Test
  void manyRowsGiveTheBitsOfTwo() {
    float[][] rows = random(53, 207);
    double[] norms = norms(rows);
    DotProducts products = new DotProducts(norms);
    products.add(rows);
    double[][] matrix = products.matrix();
    for (int i = 0; i < rows.length; i++) {
      for (int j = i; j < rows.length; j++) {
        DotProducts two = new DotProducts(new double[] {norms[i], norms[j]});
        two.add(new float[][] {rows[i], rows[j]});
        assertThat(matrix[i][j]).isEqualTo(two.matrix()[0][1]).isEqualTo(matrix[j][i]);
      }
    }
  }

  /** Doubles would not do: (a + b) + c is not a + (b + c). */
  @Test
  void theOrderOfBlocksDoesNotShow() {
    float[][] rows = random(7, 702);
    DotProducts forth = new DotProducts(norms(rows));
    DotProducts back = forth.empty();
    DotProducts some = forth.empty();
    for (int block = 0; block < 54; block++) {
      forth.add(between(rows, 13 * block, 13 * block + 13));
      int other = 53 - block;
      (other % 3 == 0 ? some : back).add(between(rows, 13 * other, 13 * other + 13));
    }
    back.add(some);
    assertThat(back.matrix()).isDeepEqualTo(forth.matrix());
  }

  @Test
  void refusesAnotherNumberOfRows() {
    assertThatThrownBy(() -> new DotProducts(new double[2]).add(new float[3][1]))
        .hasMessage("3 rows, expected 2");
  }
}
