package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.skymask.kernel.Vectors;

class NormClippingTest {
  @Test
  void bringsLongOnesDownToTheMedianTimesTheFactor() {
    // The median of three is 2, the limit 4.
    assertThat(NormClipping.factors(new double[] {2, 1, 16}, 2)).containsExactly(1, 1, 0.25);
  }

  @Test
  void takesTheMeanOfTheMiddleTwo() {
    // The median of four is 3, the limit 6.
    assertThat(NormClipping.factors(new double[] {4, 12, 2, 1}, 2)).containsExactly(1, 0.5, 1, 1);
  }

  @Test
  void leavesWhatIsJustAtTheLimit() {
    assertThat(NormClipping.factors(new double[] {1, 1, 2}, 2)).containsExactly(1, 1, 1);
  }

  @Test
  void zeroSwitchesItOff() {
    assertThat(NormClipping.factors(new double[] {1, 1, 1000}, 0)).containsExactly(1, 1, 1);
  }

  @Test
  void amongZerosWhoeverMovesIsScaledToNothing() {
    assertThat(NormClipping.factors(new double[] {0, 0, 5}, 2)).containsExactly(1, 1, 1);
    assertThat(NormClipping.factors(new double[] {0, 0}, 2)).containsExactly(1, 1);
    assertThat(NormClipping.factors(new double[0], 2)).isEmpty();
  }

  @Test
  void leavesTheNormsAsTheyAre() {
    double[] norms = {9, 1, 5};
    NormClipping.factors(norms, 1);
    assertThat(norms).containsExactly(9, 1, 5);
  }

  /** The lower of two is the measure: twice 3. */
  @Test
  void oneOfTwoClientsDoesNotSetTheMeasure() {
    assertThat(NormClipping.factors(new double[] {3, 1e38}, 2)).containsExactly(1, 6 / 1e38);
    assertThat(NormClipping.factors(new double[] {12, 3}, 2)).containsExactly(0.5, 1);
    assertThat(NormClipping.factors(new double[] {5}, 2)).containsExactly(1);
    assertThat(NormClipping.factors(new double[] {3, 16, 4}, 2)).containsExactly(1, 0.5, 1);
  }

  /** Of 1, 2, 4, 100 the middle two have the mean 3; two zeros beside them change nothing. */
  @Test
  void whoSendsNothingIsNotCounted() {
    assertThat(NormClipping.factors(new double[] {1, 2, 4, 100}, 2)).containsExactly(1, 1, 1, 0.06);
    assertThat(NormClipping.factors(new double[] {0, 1, 2, 0, 4, 100, 0, 0, 0, 0, 0}, 2))
        .containsExactly(1, 1, 1, 1, 1, 0.06, 1, 1, 1, 1, 1);
    assertThat(NormClipping.factors(new double[] {0, 0, 0, 2, 10}, 2))
        .containsExactly(1, 1, 1, 1, 0.4);
  }

  @Test
  void aMeanOfLargeNormsDoesNotOverflow() {
    double large = Double.MAX_VALUE / 4;
    assertThat(NormClipping.factors(new double[] {large, 3 * large, 3 * large, 4 * large}, 1))
        .containsExactly(1, 1, 1, 0.75);
    assertThat(NormClipping.factors(new double[] {large, 3 * large, 3 * large, 4 * large}, 9))
        .containsExactly(1, 1, 1, 1);
  }

  /** Floats round, and below the smallest of them to whole steps. */
  @Test
  void theBoundHoldsForWhatIsRounded() {
    for (double factor : new double[] {1, 0.3, 1e-20, 1e-38, 1e-44}) {
      float[] row = new float[1001];
      for (int j = 0; j < row.length; j++) {
        row[j] = 0.7f + j / 1000f;
      }
      double norm = Math.sqrt(Vectors.squares(row, row.length));
      Vectors.scale(row, factor);
      assertThat(Math.sqrt(Vectors.squares(row, row.length)))
          .isLessThanOrEqualTo(NormClipping.bound(norm, factor, row.length));
    }
  }
}
