package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.model.MaskStatistics;

/** Four clients, of whom the last two are left out. */
class FurtherWitnessesTest {
  private static final boolean[] OUT = {false, false, true, true};
  private static final boolean[] KEPT = {true, true, false, false};
  private static final double[] BASE = {1, 2, 3, 4};
  private static final double ROOT = 1.5;

  private static Witnesses witnesses(double[] losses, double cosine) {
    MaskStatistics masks =
        new MaskStatistics(
            List.of("a"), new int[] {10}, new double[][][] {new double[5][5]}, new double[1][5]);
    return new Witnesses(masks, set -> new SetProbe.Answer(losses, cosine));
  }

  private static FurtherWitnesses further(double[] losses, double cosine, double... norms) {
    return further(witnesses(losses, cosine), norms, new double[4][4]);
  }

  private static FurtherWitnesses further(Witnesses witnesses, double[] norms, double[][] cosines) {
    return new FurtherWitnesses(witnesses, BASE, norms, ROOT, cosines);
  }

  /** Losses fall by 0, 1, 1, 2: mean 1, deviation √(2/3). */
  @Test
  void helpIsWhatTheirMeanImproves() {
    double[] losses = {1, 1, 2, 2};
    double help = 1 / (Math.sqrt(2 / 3.0) / 2);
    assertThat(further(losses, 0.3, 1, 1, 1, 1).help(OUT, KEPT)).isCloseTo(help, within(1e-9));
    double[] worse = {1, 3, 4, 6};
    assertThat(further(worse, 0, 1, 1, 1, 1).help(OUT, KEPT)).isCloseTo(-help, within(1e-9));
  }

  /** An overstep of the root update's way counts as help, unless the updates are boosted. */
  @Test
  void whoGoesTheRootUpdatesWayHelps() {
    double[] worse = {1, 3, 4, 6};
    assertThat(further(worse, 0.31, 1, 1, 1, 1).help(OUT, KEPT)).isEqualTo(4);
    // Medians 3 and 1.5: not more than twice as long.
    assertThat(further(worse, 0.31, 1, 0.1, 2, 4).help(OUT, KEPT)).isEqualTo(4);
    assertThat(further(worse, 0.31, 1, 0.1, 2, 4.1).help(OUT, KEPT)).isNegative();
    double[] better = {0, 1, 2, 3.1};
    assertThat(further(better, 0.31, 1, 1, 1, 1).help(OUT, KEPT)).isGreaterThan(4);
  }

  /** Three of four send more than twice as much as the fourth and as the root update, or not. */
  @Test
  void aBoostedMajorityIsLongerThanTheOthersAndTheRootUpdate() {
    boolean[] most = {false, true, true, true};
    boolean[] one = {true, false, false, false};
    assertThat(further(BASE, 0, 1, 3.1, 3.1, 3.1).isBoosted(most, one)).isTrue();
    assertThat(further(BASE, 0, 1.6, 3.1, 3.1, 3.1).isBoosted(most, one)).isFalse();
    // One who sends next to nothing does not make the others boosted.
    assertThat(further(BASE, 0, 0.01, 1, 1, 1).isBoosted(most, one)).isFalse();
    double[] worse = {1, 3, 4, 6};
    assertThat(further(worse, 0.31, 1, 3.1, 3.1, 3.1).help(most, one)).isNegative();
    assertThat(further(worse, 0.31, 0.01, 1, 1, 1).help(most, one)).isEqualTo(4);
  }

  private static boolean twin(double out, double kept) {
    double[][] cosines = new double[4][4];
    cosines[2][3] = out;
    cosines[3][2] = out;
    cosines[0][1] = kept;
    cosines[1][0] = kept;
    double[] norms = {1, 1, 1, 1};
    return further(witnesses(BASE, 0), norms, cosines).twin(OUT, KEPT);
  }

  @Test
  void copiesOfEachOtherAreTwins() {
    assertThat(twin(0.9, 0.5)).isTrue();
    assertThat(twin(0.89, 0.5)).isFalse();
    assertThat(twin(0.95, 0.8)).isFalse();
  }

  @Test
  void oneAloneIsNoTwin() {
    double[][] cosines = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    double[] norms = {1, 1, 1, 1};
    FurtherWitnesses further = further(witnesses(BASE, 0), norms, cosines);
    boolean[] one = {true, false, false, false};
    assertThat(further.twin(one, new boolean[] {false, true, true, true})).isFalse();
  }
}
