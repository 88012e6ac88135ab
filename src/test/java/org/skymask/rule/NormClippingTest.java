package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    assertThat(NormClipping.factors(new double[] {0, 0, 5}, 2)).containsExactly(1, 1, 0);
    assertThat(NormClipping.factors(new double[] {0, 0}, 2)).containsExactly(1, 1);
    assertThat(NormClipping.factors(new double[0], 2)).isEmpty();
  }

  @Test
  void leavesTheNormsAsTheyAre() {
    double[] norms = {9, 1, 5};
    NormClipping.factors(norms, 1);
    assertThat(norms).containsExactly(9, 1, 5);
  }
}
