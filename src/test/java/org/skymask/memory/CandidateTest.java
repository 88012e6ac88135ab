package org.skymask.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CandidateTest {
  private static final double NO_GAIN = Double.NaN;

  private static boolean good(double u, double votes, double help, boolean twin, double x) {
    return new Candidate(new boolean[] {true}, u, votes, help, twin, x).isGood();
  }

  /** 1.5 + 0.5 · (5 − 2), and at most 0.5 · 4; below a gain of 2 nothing. */
  @Test
  void aTightSplitOfAllLayersSpeaksAgainstThem() {
    assertThat(Candidate.netHarm(1.5, 5, 0, false, false)).isCloseTo(3, within(1e-12));
    assertThat(Candidate.netHarm(1.5, 50, 0, false, false)).isCloseTo(3.5, within(1e-12));
    assertThat(Candidate.netHarm(1.5, 1, 0, false, false)).isCloseTo(1.5, within(1e-12));
    assertThat(Candidate.netHarm(1.5, NO_GAIN, 0, false, false)).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void helpSpeaksForThemUnlessTheyAreCopies() {
    assertThat(Candidate.netHarm(1.5, NO_GAIN, 1, false, false)).isCloseTo(0.5, within(1e-12));
    assertThat(Candidate.netHarm(1.5, NO_GAIN, 1, true, false)).isCloseTo(1.5, within(1e-12));
  }

  /** From h = −2 on half of what is beyond, at most 2. */
  @Test
  void harmByThemselvesSpeaksAgainstThem() {
    assertThat(Candidate.netHarm(0, NO_GAIN, -2, false, false)).isCloseTo(0, within(1e-12));
    assertThat(Candidate.netHarm(0, NO_GAIN, -5, false, false)).isCloseTo(1.5, within(1e-12));
    assertThat(Candidate.netHarm(0, NO_GAIN, -50, false, false)).isCloseTo(2, within(1e-12));
  }

  private static double boosted(double u) {
    return Candidate.netHarm(u, NO_GAIN, 0, false, true);
  }

  @Test
  void aBoostedOneIsConvictedSooner() {
    assertThat(boosted(1)).isEqualTo(3);
    assertThat(boosted(1.5)).isEqualTo(3.5);
    assertThat(boosted(3)).isEqualTo(3.5);
    assertThat(boosted(5)).isEqualTo(5);
    // Not enough to be good: nothing is added.
    assertThat(boosted(0.9)).isEqualTo(0.9);
    assertThat(boosted(Double.NaN)).isNaN();
  }

  @Test
  void everyConditionCounts() {
    assertThat(good(-1, 2, 3, false, 1)).isTrue();
    assertThat(good(-1.1, 2, 3, false, 1)).isFalse();
    assertThat(good(-1, 1.9, 3, false, 1)).isFalse();
    assertThat(good(-1, 2, 3.1, false, 1)).isFalse();
    assertThat(good(-1, 2, 3.1, true, 1)).isTrue();
    assertThat(good(-1, 2, 3, false, 0.9)).isFalse();
  }

  @Test
  void whatIsNotANumberIsNotGood() {
    assertThat(good(Double.NaN, 2, 0, false, Double.NaN)).isFalse();
  }
}
