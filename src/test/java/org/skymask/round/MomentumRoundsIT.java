package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.TestFederation;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.model.ModelVersion;
import org.skymask.round.replay.Replay;
import org.skymask.round.replay.Replay.Variant;
import org.skymask.round.replay.ReplayJob;
import org.skymask.round.run.RoundJob;

/**
 * Rounds whose rule sees momenta with β = ½ of the last two rounds and this one. Each client moves
 * the first value and no other.
 */
class MomentumRoundsIT {
  private static final Map<String, String> MOMENTUM =
      Map.of(
          "aggregator",
          "momentum+fedavg",
          "rule.momentum.beta",
          "0.5",
          "rule.momentum.rounds",
          "2",
          "aggregation.clip-norm",
          "0",
          "gate.root-loss-factor",
          "0",
          "quorum.minimum-clients",
          "1");

  private static JavaSparkContext spark;
  private final Path directory;
  private final TestFederation digits;

  MomentumRoundsIT(@TempDir Path directory) throws IOException {
    this.directory = directory;
    digits = TestFederation.digits(directory.resolve("digits"));
    TestFederation.delete(updates());
  }

  @BeforeAll
  static void open() {
    spark = TestSpark.local(2);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private Settings settings(Map<String, String> changes) {
    Map<String, String> keys = new HashMap<>(MOMENTUM);
    keys.putAll(changes);
    return SettingsLoader.load(digits.config(), keys);
  }

  private Path updates() {
    return digits.directory().resolve("updates");
  }

  /** Clients site-0, site-1, … upload this first value; NaN is one that is away. */
  private void upload(int round, double... first) throws IOException {
    ModelVersion base = digits.version(round - 1);
    for (int i = 0; i < first.length; i++) {
      if (!Double.isNaN(first[i])) {
        float[] delta = new float[base.layout().valueCount()];
        delta[0] = (float) first[i];
        digits.upload(round, "site-" + i, base, delta);
      }
    }
  }

  private RoundResult round(Map<String, String> changes) throws IOException {
    return new RoundJob(spark, settings(changes), Progress.SILENT).run(OptionalInt.empty());
  }

  private double moved(int round) throws IOException {
    return (double) digits.version(round).values()[0] - digits.version(round - 1).values()[0];
  }

  private void moves(int round, double expected, double... first) throws IOException {
    upload(round, first);
    round(Map.of());
    assertThat(moved(round)).as("round %s", round).isCloseTo(expected, within(1e-5));
  }

  /** Round 3: 4 ← (4, 4, 4): 3.5; 8, away, 8: 1 + 4 = 5. Round 4 has lost round 1: 3.5; 2+4 = 6. */
  @Test
  void momentaAreOfTheLastRoundsAndDecayWhereAClientIsAway() throws IOException {
    moves(1, 3, 4, 8);
    moves(2, 3, 4, Double.NaN);
    moves(3, (3.5 + 5) / 2, 4, 8);
    moves(4, (3.5 + 6) / 2, 4, 8);
  }

  /** The length that was sent stands in the result, and the row's length is what is clipped. */
  @Test
  void theResultTellsWhatWasSent() throws IOException {
    upload(1, 4, 8);
    RoundResult first = round(Map.of());
    assertThat(first.clients())
        .extracting(client -> client.contribution().norm())
        .containsExactly(4.0, 8.0);
    assertThat(first.record().judged().aggregator()).isEqualTo("momentum+fedavg");
    upload(2, 40, 8, 8);
    // Momenta 21, 6 and 4: of three lengths the middle one, 6, is the measure.
    RoundResult second = round(Map.of("aggregation.clip-norm", "1"));
    assertThat(second.clients())
        .extracting(client -> client.contribution().norm())
        .containsExactly(40.0, 8.0, 8.0);
    assertThat(moved(2)).isCloseTo((6 + 6 + 4) / 3.0, within(1e-5));
  }

  /** Krum chooses among momenta: 5, 5.2, and 3, which was the opposite before. */
  @Test
  void anyRuleMayStandBehind() throws IOException {
    moves(1, (5 + 5.2 + 5.1 + 5 - 5) / 10, 5, 5.2, 5.1, 5, -5);
    upload(2, 5, 5.2, 5.1, 5, 5);
    RoundResult result = round(Map.of("aggregator", "momentum+krum", "rule.byzantine-count", "1"));
    assertThat(result.clients().get(4).contribution().weight()).isZero();
    assertThat(moved(2)).isBetween(0.75 * 5 - 1e-5, 0.75 * 5.2 + 1e-5);
  }

  @Test
  void whatIsGoneOrWasChangedCountsAsAbsent() throws IOException {
    moves(1, 4, 8, 8, 8, 8);
    TestFederation.delete(digits.client(1, "site-0"));
    Path manifest = digits.client(1, "site-1").resolve("_manifest.json");
    Files.writeString(manifest, Files.readString(manifest) + " ");
    Path shard = TestFederation.only(digits.client(1, "site-2"), "part");
    byte[] content = Files.readAllBytes(shard);
    content[content.length / 2]++;
    Files.write(shard, content);
    // ½·8 of three, ½·8 + ¼·8 of the fourth.
    moves(2, (4 + 4 + 4 + 6) / 4.0, 8, 8, 8, 8);
  }

  @Test
  void aReplayHasTheSameMomenta() throws IOException {
    moves(1, 3, 4, 8);
    // ½·(½·4) + ½·4, and the newcomer's ½·2.
    moves(2, (3 + 1) / 2.0, 4, Double.NaN, 2);
    List<Variant> variants =
        List.of(
            new Variant("momentum", settings(Map.of())),
            new Variant("plain", settings(Map.of("aggregator", "fedavg"))));
    Replay replay =
        new ReplayJob(spark, settings(Map.of()), Progress.SILENT)
            .run(OptionalInt.of(2), variants, null);
    assertThat(replay.isRight()).isTrue();
    assertThat(replay.variants().get(0).same()).isTrue();
    assertThat(replay.variants().get(1).same()).isFalse();
  }

  /** On one core and in one partition the model is the same, to the last bit. */
  @Test
  void anyCoresGiveTheSameBits() throws IOException {
    moves(1, 3, 4, 8);
    upload(2, 0.1, 0.7, 1 / 3.0);
    Path other = directory.resolve("other");
    TestFederation.copy(digits.directory(), other);
    RoundResult here = round(Map.of("mask.block-length", "64"));
    spark.close();
    try (JavaSparkContext alone =
        TestSpark.open("local[1]", Map.of("spark.default.parallelism", "1"))) {
      Map<String, String> there =
          Map.of(
              "models", other.resolve("models").toString(),
              "updates", other.resolve("updates").toString());
      RoundResult result =
          new RoundJob(alone, settings(there), Progress.SILENT).run(OptionalInt.empty());
      assertThat(result.record().result().model()).isEqualTo(here.record().result().model());
      assertThat(result.clients()).isEqualTo(here.clients());
    } finally {
      spark = TestSpark.local(2);
    }
  }
}
