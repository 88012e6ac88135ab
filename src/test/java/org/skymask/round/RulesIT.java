package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.TestSpark;
import org.skymask.config.Rule;
import org.skymask.model.ClientResult;
import org.skymask.model.ModelVersion;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;
import org.skymask.rule.AggregationRule;
import org.skymask.rule.Bucketing;
import org.skymask.rule.Matrix;
import org.skymask.rule.NearestNeighbourMixing;
import org.skymask.storage.ModelParameters;

/**
 * A round of 12 clients, of whom the first three send three times the opposite, by every rule: the
 * committed model is base + what the rule gives in memory.
 */
class RulesIT {
  private static final int F = 2;
  private static final int ATTACKERS = 3;
  private static final Map<String, String> UNCLIPPED =
      Map.of("aggregation.clip-norm", "0", "rule.byzantine-count", String.valueOf(F));

  private static JavaSparkContext spark;
  private static GoldenRounds rounds;
  private static GoldenCase golden;

  private final Path directory;

  RulesIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  static void open() throws IOException {
    spark = TestSpark.local(2);
    rounds = new GoldenRounds(spark);
    golden = GoldenCase.named("digits-signflip");
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  /** FLTrust needs the root update, which is made in the round: see below. */
  static Stream<String> rules() {
    return Rules.names().stream().filter(name -> !name.equals("fltrust"));
  }

  private GoldenRounds.Done round(String aggregator, Map<String, String> further)
      throws IOException {
    Map<String, String> changes = new HashMap<>(UNCLIPPED);
    changes.putAll(further);
    changes.put("aggregator", aggregator);
    return rounds.round(golden, directory.resolve("models"), changes);
  }

  private static AggregationRule rule(String name) throws RoundException {
    return Objects.requireNonNull(Rules.rule(name, new Rule(F, Map.of())));
  }

  /** One of the uploads is of kind {@code weights}. */
  private static Matrix deltas(ModelVersion base) throws IOException {
    float[][] rows = new float[golden.clients().size()][];
    for (int i = 0; i < rows.length; i++) {
      Path upload = golden.directory().resolve("updates/round=1/client=" + golden.clients().get(i));
      Path file = upload.resolve("part-0.parquet");
      org.apache.hadoop.fs.Path named = new org.apache.hadoop.fs.Path(file.toUri());
      ModelParameters parameters = new ModelParameters(base.layout());
      parameters.add(named, Files.readAllBytes(file));
      rows[i] = parameters.complete(named);
      if (Files.readString(upload.resolve("_manifest.json")).contains("\"weights\"")) {
        for (int j = 0; j < rows[i].length; j++) {
          rows[i][j] -= base.values()[j];
        }
      }
    }
    return Matrix.of(rows);
  }

  private static void isBasePlus(double[] aggregate, GoldenRounds.Done done) {
    for (int j = 0; j < aggregate.length; j++) {
      assertThat((double) done.model().values()[j])
          .isCloseTo(done.base().values()[j] + aggregate[j], within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void commitsWhatTheRuleGives(String name) throws IOException {
    GoldenRounds.Done done = round(name, Map.of());
    isBasePlus(deltas(done.base()).aggregate(rule(name)), done);
    assertThat(done.result().record().aggregator()).isEqualTo(name);
    double weights = 0;
    for (ClientResult client : done.result().clients()) {
      assertThat(client.weight() > 0).isEqualTo(client.verdict() == Verdict.ACCEPTED);
      assertThat(client.reason())
          .isEqualTo(client.verdict() == Verdict.ACCEPTED ? null : Reason.OUTLIER);
      weights += client.weight();
    }
    assertThat(weights).isBetween(0.1, 1 + 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"krum", "trimmed-mean", "geometric-median"})
  void mixesBefore(String name) throws IOException {
    GoldenRounds.Done done = round("nnm+" + name, Map.of());
    Matrix deltas = deltas(done.base());
    double[][] mixing = new NearestNeighbourMixing(F).mixing(deltas, 0);
    isBasePlus(deltas.aggregate(rule(name), mixing), done);
  }

  @Test
  void drawsBucketsBySeedAndRound() throws IOException {
    GoldenRounds.Done done =
        round("bucketing+median", Map.of("seed", "9", "rule.bucketing.size", "3"));
    Matrix deltas = deltas(done.base());
    double[][] mixing = new Bucketing(3).mixing(deltas, 9 * 1_000_003L + 1);
    isBasePlus(deltas.aggregate(rule("median"), mixing), done);
  }

  @Test
  void flTrustLeavesOutWhatPointsAwayFromTheRoot() throws IOException {
    GoldenRounds.Done done = round("fltrust", Map.of());
    for (int i = 0; i < golden.clients().size(); i++) {
      ClientResult client = done.result().clients().get(i);
      assertThat(client.verdict())
          .as(client.client())
          .isEqualTo(i < ATTACKERS ? Verdict.FILTERED : Verdict.ACCEPTED);
    }
  }

  @Test
  void drawnPositionsAreTheSameForAnyBlocks() throws IOException {
    Map<String, String> draw = Map.of("rule.dnc.sample", "40", "rule.dnc.iterations", "3");
    GoldenRounds.Done done = round("dnc", draw);
    Map<String, String> small = new HashMap<>(draw);
    small.put("mask.block-length", "64");
    Path other = directory.resolve("other");
    small.putAll(UNCLIPPED);
    small.put("aggregator", "dnc");
    assertThat(rounds.round(golden, other, small).model().digest())
        .isEqualTo(done.model().digest());
  }

  @Test
  void tooManyByzantineClientsAreAUsageError() {
    assertThatThrownBy(() -> round("bulyan", Map.of("rule.byzantine-count", "3")))
        .isInstanceOf(RoundException.class)
        .hasMessage(
            "bulyan with rule.byzantine-count f = 3 and n = 12 updates:"
                + " expected n >= 4f + 3, here f = 2 at most")
        .extracting(e -> ((RoundException) e).kind())
        .isEqualTo(RoundException.Kind.USAGE);
  }
}
