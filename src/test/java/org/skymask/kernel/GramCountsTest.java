package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GramCountsTest {

  @Property(tries = 100, seed = "4")
  void countsAreThoseOfANaiveLoop(
      @ForAll @IntRange(min = 1, max = 120) int rows,
      @ForAll @IntRange(min = 1, max = 400) int length,
      @ForAll int seed) {
    Random random = new Random(seed);
    float[][] e = new float[rows][length];
    for (float[] row : e) {
      for (int j = 0; j < length; j++) {
        row[j] = 2 * random.nextFloat();
      }
    }
    int from = Math.floorMod(seed, length);
    GramCounts counts = new GramCounts(rows);
    counts.add(packed(e, 0, from));
    counts.add(packed(e, from, length));
    assertThat(counts.matrix()).isDeepEqualTo(naive(e));
  }

  private static long[][] packed(float[][] e, int from, int to) {
    long[][] bits = new long[e.length][];
    for (int i = 0; i < e.length; i++) {
      bits[i] = GramCounts.pack(e[i], 1, from, to);
    }
    return bits;
  }

  private static double[][] naive(float[][] e) {
    double[][] counts = new double[e.length][e.length];
    for (int a = 0; a < e.length; a++) {
      for (int b = 0; b < e.length; b++) {
        for (int j = 0; j < e[0].length; j++) {
          counts[a][b] += e[a][j] < 1 && e[b][j] < 1 ? 1 : 0;
        }
      }
    }
    return counts;
  }

  @Test
  void sumsOfCountsAreCountsOfAllPositions() {
    GramCounts first = new GramCounts(2);
    first.add(new long[][] {{0b1011}, {0b0011}});
    GramCounts second = new GramCounts(2);
    second.add(new long[][] {{0b1}, {0b0}});
    first.add(second);
    assertThat(first.matrix()).isDeepEqualTo(new double[][] {{4, 2}, {2, 2}});
  }

  @Test
  void packsSixtyFourPositionsInAWordAndNoneBeyondTheEnd() {
    float[] e = new float[65];
    assertThat(GramCounts.pack(e, 1, 0, 65)).containsExactly(-1L, 1L);
    assertThat(GramCounts.pack(e, 1, 1, 65)).containsExactly(-1L);
    assertThat(GramCounts.pack(e, 1, 3, 3)).isEmpty();
    // On the cut the mask is not above the threshold.
    assertThat(GramCounts.pack(new float[] {1, 0.5f, Float.POSITIVE_INFINITY}, 1, 0, 3))
        .containsExactly(0b010L);
  }

  @Test
  void refusesAnotherNumberOfRows() {
    assertThatThrownBy(() -> new GramCounts(3).add(new long[2][1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 rows of bits, expected 3");
  }
}
