package org.skymask.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Four clients, of whom a candidate leaves out the first two. */
class EvidenceTest {
  private static final boolean[] OUT = {true, true, false, false};

  private static Candidate candidate(double u, double votes, double help, boolean twin, double x) {
    return new Candidate(OUT, u, votes, help, twin, x);
  }

  private static Candidate good(double x) {
    return candidate(2, 3, 0, false, x);
  }

  private static double[] after(
      double[] before, @Nullable Candidate best, @Nullable Candidate standing) {
    return Evidence.after(before, best, standing, client -> false);
  }

  /** 3.5 − 2 convicts; the others lose 1, down to 0. */
  @Test
  void whoIsLeftOutGainsAndWhoIsKeptLoses() {
    assertThat(after(new double[] {0, 1, 2.5, 0.4}, good(3.5), null))
        .containsExactly(1.5, 2.5, 1.5, 0);
  }

  /** x counts to 6, and S ends at 6. */
  @Test
  void guiltDoesNotGoBeyondSix() {
    assertThat(after(new double[] {0, 5, 0, 0}, good(15), null)).containsExactly(4, 6, 0, 0);
  }

  /** x = 2.5 convicts in the third round, x = 2 in none: evidence stays as it is. */
  @Test
  void aLittleHarmAddsUp() {
    double[] evidence = new double[4];
    for (int round = 1; round <= 3; round++) {
      assertThat(evidence[0]).isLessThan(Evidence.CONVICTS);
      evidence = after(evidence, good(2.5), null);
    }
    assertThat(evidence[0]).isEqualTo(Evidence.CONVICTS);
    assertThat(after(new double[] {1.2, 0, 0, 0}, good(2), null)[0]).isEqualTo(1.2);
  }

  @Test
  void whoHelpsByItselfIsClearedUnlessItIsACopy() {
    double[] before = {2, 2, 0, 0};
    assertThat(Evidence.after(before, good(3.5), null, client -> client == 1)[1]).isEqualTo(1);
    Candidate copies = candidate(2, 3, 0, true, 3.5);
    assertThat(Evidence.after(before, copies, null, client -> client == 1)[1]).isEqualTo(3.5);
  }

  @Test
  void withoutCandidatesEvidenceFades() {
    assertThat(after(new double[] {2, 0, 0, 1}, null, null))
        .containsExactly(new double[] {1.92, 0, 0, 0.96}, within(1e-12));
  }

  @Test
  void theStandingCandidateHoldsItsClients() {
    assertThat(after(new double[] {2, 3, 0, 1}, null, good(1.5)))
        .containsExactly(new double[] {2, 3, 0, 0.96}, within(1e-12));
  }

  /** Neither good nor refuted: it fades. */
  @Test
  void aWeakStandingCandidateFades() {
    Candidate weak = candidate(0, 1, 0, false, 0);
    assertThat(after(new double[] {2, 3, 0, 0}, null, weak)[1]).isCloseTo(2.88, within(1e-12));
  }

  @Test
  void aRefutedStandingCandidateClears() {
    for (Candidate refuted :
        new Candidate[] {
          candidate(-1.1, 3, 0, false, 0),
          candidate(2, -0.1, 0, false, 0),
          candidate(2, 3, 3.1, false, 0)
        }) {
      assertThat(after(new double[] {2, 3, 0, 0}, null, refuted)).containsExactly(1, 2, 0, 0);
    }
    Candidate copies = candidate(2, 1, 3.1, true, 5);
    assertThat(after(new double[] {2, 3, 0, 0}, null, copies)[0]).isCloseTo(1.92, within(1e-12));
  }

  @Test
  void aStandingClientThatHelpsByItselfIsCleared() {
    assertThat(Evidence.after(new double[] {2, 3, 0, 0}, null, good(2), client -> client != 1))
        .containsExactly(1, 3, 0, 0);
  }
}
