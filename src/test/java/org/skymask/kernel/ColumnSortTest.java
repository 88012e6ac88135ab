package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnSortTest {
  private static final int WIDTH = 5;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 31, 64, 100, 207})
  void sortsEachColumn(int count) {
    Random random = new Random(count);
    float[][] rows = new float[count + 1][WIDTH + 1];
    float[][] columns = new float[WIDTH][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < WIDTH; j++) {
        rows[i][j] = j == 0 ? i % 3 == 0 ? -0.0f : 0.0f : Math.round(4 * random.nextGaussian());
        columns[j][i] = rows[i][j];
      }
      rows[i][WIDTH] = 7;
    }
    ColumnSort.sort(rows, WIDTH);
    for (int j = 0; j < WIDTH; j++) {
      Arrays.sort(columns[j]);
      for (int i = 0; i < count; i++) {
        assertThat(rows[i][j]).isEqualTo(columns[j][i]);
      }
    }
  }
}
