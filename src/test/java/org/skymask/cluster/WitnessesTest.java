package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.model.DecisionRecord.WitnessValues;
import org.skymask.model.MaskStatistics;

/** Four clients and the root; the first two are kept. */
class WitnessesTest {
  private static final boolean[] KEPT = {true, true, false, false};

  /** One layer where every row stands at a place on a line, and a mean soft mask for each. */
  private static MaskStatistics line(double[] places, double[] density) {
    double[][] gram = new double[places.length][places.length];
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < places.length; j++) {
        gram[i][j] = places[i] * places[j];
      }
    }
    return new MaskStatistics(
        List.of("a"), new int[] {10}, new double[][][] {gram}, new double[][] {density});
  }

  private static SetProbe probe(double[] kept, double[] out, double[] all, double[] cosines) {
    return set -> {
      if (set[0] && set[2]) {
        return new SetProbe.Answer(all, 0);
      }
      return set[0] ? new SetProbe.Answer(kept, cosines[0]) : new SetProbe.Answer(out, cosines[1]);
    };
  }

  @Test
  void aWorkedExample() {
    MaskStatistics masks =
        line(new double[] {1, 1, -1, -1, 1}, new double[] {0.6, 0.8, 0.4, 0.2, 0.9});
    SetProbe probe =
        probe(
            new double[] {1, 2, 3, 4},
            new double[] {2, 3, 5, 6},
            new double[] {1, 2, 3, 5},
            new double[] {0.50, 0.48});
    WitnessValues values = new Witnesses(masks, probe).of(KEPT);
    // Differences 1, 1, 2, 2: mean 1.5, deviation 1/√3.
    assertThat(values.lossOfLeftOut()).isCloseTo(1.5 / (Math.sqrt(1 / 3.) / 2), within(1e-9));
    // Differences 0, 0, 0, 1: mean 1/4, deviation 1/2.
    assertThat(values.lossOfEverybody()).isCloseTo(1, within(1e-9));
    // Means 0.7 and 0.3; pooled √((0.02 + 0.02) / 4).
    assertThat(values.maskDensity()).isCloseTo(4, within(1e-9));
    assertThat(values.rootCosine()).isCloseTo(0.02, within(1e-12));
    // Around their mean the rows are 0.8 and -1.2, of trace 4.8; the root is 2 from the others.
    assertThat(values.rootDistance()).isCloseTo(4 / 4.8, within(1e-9));
    assertThat(values.votes()).isCloseTo(2 + 1 + 0.4 + 1, within(1e-9));
  }

  @Test
  void theOtherSideSaysTheOpposite() {
    MaskStatistics masks =
        line(new double[] {1, 1, -1, -1, 0.5}, new double[] {0.6, 0.8, 0.4, 0.2, 0.9});
    SetProbe probe =
        probe(
            new double[] {1, 2, 3, 4},
            new double[] {2, 3, 5, 6},
            new double[] {1, 2, 3, 5},
            new double[] {0.5, 0.4});
    Witnesses witnesses = new Witnesses(masks, probe);
    WitnessValues one = witnesses.of(KEPT);
    WitnessValues other = witnesses.of(new boolean[] {false, false, true, true});
    assertThat(other.lossOfLeftOut()).isCloseTo(-one.lossOfLeftOut(), within(1e-9));
    assertThat(other.maskDensity()).isCloseTo(-one.maskDensity(), within(1e-9));
    assertThat(other.rootCosine()).isCloseTo(-one.rootCosine(), within(1e-9));
    assertThat(other.rootDistance()).isCloseTo(-one.rootDistance(), within(1e-9));
    assertThat(other.votes()).isCloseTo(-one.votes(), within(1e-9));
  }

  @Test
  void witnessesThatSeeNoDifferenceHaveNoVote() {
    double[] losses = {1, 2, 3};
    MaskStatistics masks =
        line(new double[] {1, 1, -1, -1, 0}, new double[] {0.5, 0.5, 0.5, 0.5, 0.5});
    WitnessValues values =
        new Witnesses(masks, probe(losses, losses, losses, new double[] {0.3, 0.3})).of(KEPT);
    assertThat(values).isEqualTo(new WitnessValues(0, 0, 0, 0, 0, 0));
  }

  @Test
  void theRootDataAreAskedOnceForASet() {
    List<Integer> asked = new ArrayList<>();
    SetProbe probe =
        set -> {
          int members = 0;
          for (boolean member : set) {
            members += member ? 1 : 0;
          }
          asked.add(members);
          return new SetProbe.Answer(new double[] {members, 1}, 0);
        };
    Witnesses witnesses = new Witnesses(line(new double[5], new double[5]), probe);
    witnesses.of(KEPT);
    witnesses.of(new boolean[] {false, false, true, true});
    assertThat(asked).containsExactly(2, 2, 4);
  }
}
