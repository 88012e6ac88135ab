package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  /** Differences 2 and 6: mean 4, deviation √8, standard error 2. */
  @Test
  void itIsTheMeanInStandardErrors() {
    double[] left = {3, 7};
    double[] right = {1, 1};
    assertThat(PairedDifference.t(left, right)).isCloseTo(2, within(1e-9));
    assertThat(PairedDifference.t(right, left)).isCloseTo(-2, within(1e-9));
  }

  @Test
  void equalsDoNotDifferAndOneExampleSaysNothing() {
    assertThat(PairedDifference.t(new double[] {1, 2}, new double[] {1, 2})).isZero();
    assertThat(PairedDifference.t(new double[] {9}, new double[] {1})).isZero();
  }

  /** Without any spread a difference is beyond doubt. */
  @Test
  void theSameDifferenceEverywhereIsLarge() {
    assertThat(PairedDifference.t(new double[] {2, 3}, new double[] {1, 2})).isGreaterThan(1e9);
  }
}
