package org.skymask.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.memory.Pairs.Accumulated;

class PairsTest {
  private static double[][] all(double value, int clients) {
    double[][] matrix = new double[clients][clients];
    for (double[] row : matrix) {
      Arrays.fill(row, value);
    }
    return matrix;
  }

  @Test
  void thisRoundIsTheMeanOfPairsThatNeverMet() {
    double[][] now = {{1, -0.5}, {-0.5, 2}};
    Accumulated first = Pairs.NONE.with(List.of("b", "a"), now);
    assertThat(first.mean()).isDeepEqualTo(now);
    assertThat(first.pairs().clients()).containsExactly("a", "b");
    assertThat(first.pairs().rows().get(0).sums()).containsExactly(2);
    assertThat(first.pairs().rows().get(1).sums()).containsExactly(-0.5, 1);
  }

  /** (0.8 · 1 + 0) / 1.8 for who was there twice; a and c meet in the second round only. */
  @Test
  void roundsBeforeCountLess() {
    Pairs one = Pairs.NONE.with(List.of("a", "b"), all(1, 2)).pairs();
    Accumulated two = one.with(List.of("a", "b", "c"), all(0, 3));
    assertThat(two.mean()[0][1]).isCloseTo(0.8 / 1.8, within(1e-12));
    assertThat(two.mean()[1][0]).isEqualTo(two.mean()[0][1]);
    assertThat(two.mean()[0][2]).isZero();
    assertThat(two.pairs().count()).isEqualTo(6);
  }

  /** b is away in the second round, and a newcomer comes between the names. */
  @Test
  void whoIsAwayKeepsItsPairs() {
    Pairs one = Pairs.NONE.with(List.of("a", "c"), all(1, 2)).pairs();
    Pairs two = one.with(List.of("a", "b"), all(0.5, 2)).pairs();
    assertThat(two.clients()).containsExactly("a", "b", "c");
    // a–c and c–c as they were; b and c have never met.
    assertThat(two.rows().get(2).others()).containsExactly(0, 2);
    assertThat(two.rows().get(2).sums()).containsExactly(1, 1);
    assertThat(two.rows().get(2).weights()).containsExactly(1, 1);
    Accumulated three = two.with(List.of("c", "a"), all(0, 2));
    assertThat(three.mean()[0][1]).isCloseTo(0.8 / 1.8, within(1e-12));
  }

  @Test
  void pairsOfWhoGoesAreForgotten() {
    Pairs three = Pairs.NONE.with(List.of("a", "b", "c"), all(1, 3)).pairs();
    Pairs kept = three.of(List.of("a", "c"));
    assertThat(kept.clients()).containsExactly("a", "c");
    assertThat(kept.count()).isEqualTo(3);
    assertThat(kept.rows().get(1).others()).containsExactly(0, 1);
  }
}
