package org.skymask.simulate.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.skymask.model.LabelledData;
import org.skymask.model.Signature;

class SplitsPropertyTest {
  private static final int CLASSES = 4;
  private static final Signature SIGNATURE = Signature.classifier(List.of(1), CLASSES);

  static Examples examples(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labels = random.ints(count, 0, CLASSES).toArray();
    List<String> silos = IntStream.range(0, count).mapToObj(i -> "silo " + i % 7).toList();
    return new Examples(new LabelledData(new float[count], labels, 1), silos);
  }

  private static int[] labels(Examples examples) {
    return examples.labels(SIGNATURE).orElseThrow();
  }

  @Provide
  Arbitrary<Split> splits() {
    return Arbitraries.of(
        Splits.ALL.make("iid", Map.of()),
        Splits.ALL.make("silos", Map.of()),
        Splits.ALL.make("shards", Map.of("shards", 2)),
        Splits.ALL.make("label-bias", Map.of("q", 0.5)),
        Splits.ALL.make("dirichlet", Map.of("alpha", 1)));
  }

  @Property(tries = 100, seed = "1")
  void everyExampleFallsToOneClient(
      @ForAll("splits") Split split,
      @ForAll @IntRange(min = 4, max = 10) int clients,
      @ForAll @IntRange(min = 400, max = 900) int count,
      @ForAll long seed) {
    Examples examples = examples(count, seed);
    int[][] shares = split.divide(examples, SIGNATURE, clients, new SplittableRandom(seed));
    assertThat(shares).hasNumberOfRows(split instanceof Silos ? 7 : clients);
    int[] all = Arrays.stream(shares).flatMapToInt(Arrays::stream).sorted().toArray();
    assertThat(all).isEqualTo(IntStream.range(0, count).toArray());
    for (int[] share : shares) {
      assertThat(share).isNotEmpty().isSorted();
    }
    int[][] again = split.divide(examples, SIGNATURE, clients, new SplittableRandom(seed));
    assertThat(again).isDeepEqualTo(shares);
  }

  @Property(tries = 20, seed = "2")
  void dealtEvenlySizesDifferByOne(
      @ForAll @IntRange(min = 2, max = 30) int clients, @ForAll long seed) {
    int[][] shares =
        new Even().divide(examples(500, 1), SIGNATURE, clients, new SplittableRandom(seed));
    int least = Arrays.stream(shares).mapToInt(share -> share.length).min().orElseThrow();
    int most = Arrays.stream(shares).mapToInt(share -> share.length).max().orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(1);
  }

  /** Examples of a class are found with their group's clients as often as q says. */
  @Property(tries = 12, seed = "3")
  void labelBiasIsWhatItSays(
      @ForAll @IntRange(min = 1, max = 9) int tenths,
      @ForAll @LongRange(min = 0, max = 99) long seed) {
    double q = tenths / 10.0;
    Examples examples = examples(20_000, seed);
    int[][] shares = new LabelBias(q).divide(examples, SIGNATURE, 8, new SplittableRandom(seed));
    double[][] counts = new double[8][CLASSES];
    for (int client = 0; client < 8; client++) {
      for (int row : shares[client]) {
        counts[client][labels(examples)[row]]++;
      }
    }
    for (int label = 0; label < CLASSES; label++) {
      int own = label;
      double all = Arrays.stream(counts).mapToDouble(of -> of[own]).sum();
      double[] sorted = Arrays.stream(counts).mapToDouble(of -> of[own] / all).sorted().toArray();
      // Two clients have q / 2 each, six the rest between them.
      double[] expected = new double[8];
      Arrays.fill(expected, (1 - q) / 6);
      expected[0] = q / 2;
      expected[1] = q / 2;
      Arrays.sort(expected);
      for (int i = 0; i < 8; i++) {
        assertThat(sorted[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(0.03));
      }
    }
  }

  @Property(tries = 20, seed = "4")
  void shardsKeepLabelsTogether(@ForAll long seed) {
    Examples examples = examples(800, 3);
    int[][] shares = new LabelShards(1).divide(examples, SIGNATURE, 16, new SplittableRandom(seed));
    for (int[] share : shares) {
      assertThat(Arrays.stream(share).map(row -> labels(examples)[row]).distinct().count())
          .isLessThanOrEqualTo(2);
      assertThat(share).hasSize(50);
    }
  }

  @Property(tries = 10, seed = "5")
  void aSmallAlphaDividesMoreThanALargeOne(@ForAll @LongRange(min = 0, max = 50) long seed) {
    Examples examples = examples(4000, 5);
    assertThat(spread(new Dirichlet(0.3), examples, seed))
        .isGreaterThan(2 * spread(new Dirichlet(100), examples, seed));
  }

  /** Standard deviation of a class's share among clients. */
  private static double spread(Split split, Examples examples, long seed) {
    int[][] shares = split.divide(examples, SIGNATURE, 10, new SplittableRandom(seed));
    double sum = 0;
    for (int[] share : shares) {
      double zeros = Arrays.stream(share).filter(row -> labels(examples)[row] == 0).count();
      sum += Math.pow(zeros / 1000 - 0.1, 2);
    }
    return Math.sqrt(sum / shares.length);
  }
}
