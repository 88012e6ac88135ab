package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.TestSpark;
import org.skymask.cluster.RememberedDecision.Decided;
import org.skymask.cluster.RememberedDecision.Known;
import org.skymask.memory.MemoryState;
import org.skymask.memory.RoundMemory;

/** The first round of twelve clients, of whom the first ones send longer updates or not. */
class RememberedDecisionIT {
  private static final int CLIENTS = 12;
  private static final double BOOST = 5;

  private static JavaSparkContext spark;

  @BeforeAll
  static void open() {
    spark = TestSpark.local(1);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  /**
   * @param first clients with masks of their own
   * @param harm that a mean of them alone adds to the root loss of 1
   * @param loss of the base model
   * @param cosine of any mean and the root update
   * @param length norm of their updates; that of all others is 1
   */
  private static Decided decide(
      int first, double harm, double loss, double cosine, double length, double rootNorm) {
    int[] groups = IntStream.rangeClosed(0, CLIENTS).map(i -> i < first ? 1 : 0).toArray();
    double[] density = new double[CLIENTS + 1];
    Arrays.setAll(density, i -> (i < first ? 0.4 : 0.6) + 0.01 * (i % 3));
    SetProbe losses = Probes.adding(set -> harm * Probes.share(set, first));
    SetProbe probe = set -> new SetProbe.Answer(losses.ask(set).losses(), cosine);
    double[] norms = new double[CLIENTS];
    Arrays.setAll(norms, i -> i < first ? length : 1);
    double[] base = new double[Probes.EXAMPLES];
    Arrays.fill(base, loss);
    double[] unknown = new double[CLIENTS];
    Arrays.fill(unknown, Double.NaN);
    List<String> clients = Masks.clients(CLIENTS);
    return new RememberedDecision(new MixtureModel(spark), 2)
        .decide(
            new Masks().layer("a", 600, groups, 0.1, 1).statistics(density),
            probe,
            new Known(new Directions(CLIENTS), norms, rootNorm, base),
            new RoundMemory(1, MemoryState.EMPTY, clients, unknown, Double.NaN));
  }

  private static double[] harms(Decided decided) {
    return decided.division().candidates().stream()
        .mapToDouble(one -> Objects.requireNonNull(one.further()).netHarm())
        .toArray();
  }

  /** Eight of twelve harm, and go the root update's way: boosted, that absolves them no more. */
  @Test
  void aBoostedMajorityIsNotAbsolvedByItsDirection() {
    boolean[] lastFour = new boolean[CLIENTS];
    Arrays.fill(lastFour, 8, CLIENTS, true);
    assertThat(decide(8, 0.3, 1.05, 0.5, BOOST, 1).verdict().accepted()).isEqualTo(lastFour);
    boolean[] everybody = new boolean[CLIENTS];
    Arrays.fill(everybody, true);
    assertThat(decide(8, 0.3, 1.05, 0.5, 1, 1).verdict().accepted()).isEqualTo(everybody);
    // As long as the server's own update.
    assertThat(decide(8, 0.3, 1.05, 0.5, BOOST, BOOST).verdict().accepted()).isEqualTo(everybody);
  }

  /** Four of twelve do so little harm that it takes rounds, unless they are boosted. */
  @Test
  void littleHarmOfBoostedUpdatesWeighsMore() {
    double[] plain = harms(decide(4, 0.03, 1.03, 0, 1, 1));
    double[] boosted = harms(decide(4, 0.03, 1.03, 0, BOOST, 1));
    assertThat(Arrays.stream(plain)).anyMatch(x -> x >= 1 && x < 3.4);
    for (int i = 0; i < plain.length; i++) {
      double expected = plain[i] < 1 ? plain[i] : Math.max(plain[i], Math.min(plain[i] + 2, 3.5));
      assertThat(boosted[i]).isCloseTo(expected, within(1e-12));
    }
  }
}
