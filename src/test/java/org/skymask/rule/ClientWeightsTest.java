package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClientWeightsTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  private static boolean[] all(int clients) {
    boolean[] accepted = new boolean[clients];
    Arrays.fill(accepted, true);
    return accepted;
  }

  @Test
  void uniformOverTheAccepted() {
    assertThat(ClientWeights.uniform(new boolean[] {true, false, true, true, true}))
        .containsExactly(0.25, 0, 0.25, 0.25, 0.25);
    assertThat(ClientWeights.uniform(new boolean[3])).containsExactly(0, 0, 0);
  }

  @Test
  void inProportionWhereNobodyReachesTheCap() {
    assertThat(ClientWeights.byExamples(all(3), new long[] {10, 30, 60}, 1))
        .containsExactly(new double[] {0.1, 0.3, 0.6}, ROUNDING);
  }

  @Test
  void whoeverIsLeftOutHasNoSay() {
    boolean[] accepted = {true, false, true};
    assertThat(ClientWeights.byExamples(accepted, new long[] {10, 1_000_000, 30}, 1))
        .containsExactly(new double[] {0.25, 0, 0.75}, ROUNDING);
  }

  @Test
  void whatTheCapCutsOffGoesToTheOthers() {
    // 960 of 1000 is cut to 0.4; the 0.6 left go 1:3.
    assertThat(ClientWeights.byExamples(all(3), new long[] {960, 10, 30}, 0.5))
        .containsExactly(new double[] {0.5, 0.125, 0.375}, ROUNDING);
  }

  /** The second is pushed over the cap by what the first had to give up. */
  @Test
  void theCapIsAppliedAgain() {
    // First pass 0.9, 0.07, 0.02, 0.01: one at 0.4, and 0.6 go 7:2:1, so 0.42, 0.12, 0.06.
    // Second pass: two at 0.4, and 0.2 go 2:1.
    assertThat(ClientWeights.byExamples(all(4), new long[] {90, 7, 2, 1}, 0.4))
        .containsExactly(new double[] {0.4, 0.4, 0.4 / 3, 0.2 / 3}, ROUNDING);
  }

  @Test
  void aCapThatCannotAddUpMakesAllAlike() {
    assertThat(ClientWeights.byExamples(all(4), new long[] {1, 2, 3, 4}, 0.2))
        .containsExactly(0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void nobodyClaimsAnything() {
    assertThat(ClientWeights.byExamples(all(2), new long[] {0, -5}, 0.9)).containsExactly(0.5, 0.5);
  }

  /** All that claim something stand at the cap, and what is left has nobody to go to. */
  @Test
  void oneClaimsEverything() {
    double[] weights = ClientWeights.byExamples(all(4), new long[] {Long.MAX_VALUE, 0, 0, 0}, 0.5);
    assertThat(weights[0]).isLessThanOrEqualTo(0.5);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, ROUNDING);
  }

  @Property(tries = 500, seed = "5")
  void weightsAddUpAndNobodyIsAboveTheCap(
      @ForAll @Size(min = 1, max = 30) long @LongRange(min = 0, max = 1_000_000) [] examples,
      @ForAll @DoubleRange(min = 0.01, max = 1) double cap) {
    double[] weights = ClientWeights.byExamples(all(examples.length), examples, cap);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-9));
    double highest = Math.max(cap, 1.0 / examples.length);
    assertThat(Arrays.stream(weights).max().orElseThrow()).isLessThanOrEqualTo(highest + 1e-9);
  }
}
