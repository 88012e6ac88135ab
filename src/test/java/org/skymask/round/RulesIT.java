package org.skymask.round;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.TestSpark;
import org.skymask.config.RuleSettings;
import org.skymask.kernel.Vectors;
import org.skymask.model.ClientResult;
import org.skymask.model.ModelVersion;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;
import org.skymask.round.evaluate.EvaluateJob;
import org.skymask.rule.AggregationRule;
import org.skymask.rule.Bucketing;
import org.skymask.rule.Matrix;
import org.skymask.rule.NearestNeighbourMixing;
import org.skymask.rule.Rules;
import org.skymask.rule.Situation;
import org.skymask.storage.shard.ModelParameters;
import org.skymask.storage.version.ClientsFile;

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

  /** Those that need the root update or a model to run, which are made in the round: see below. */
  private static final Set<String> BY_THE_ROOT =
      Set.of("fltrust", "loss-clustering", "siren", "deepsight");

  static Stream<String> rules() {
    return Rules.ALL.names().stream().filter(name -> !BY_THE_ROOT.contains(name));
  }

  private GoldenRounds.Done round(String aggregator, Map<String, String> further)
      throws IOException {
    Map<String, String> changes = new HashMap<>(UNCLIPPED);
    changes.putAll(further);
    changes.put("aggregator", aggregator);
    return rounds.round(golden, directory.resolve("models"), changes);
  }

  private static AggregationRule rule(String name) {
    Map<String, Object> still = name.equals("flame") ? Map.of("noise", 0) : Map.of();
    return Rules.ALL.make(name, still, new RuleSettings(F, Map.of()).shared());
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
    GoldenRounds.Done done = round(name, Map.of("rule.flame.noise", "0"));
    Situation known =
        Situation.of(deltas(done.base())).with(done.base().layout()).with(done.base().values());
    isBasePlus(known.aggregate(rule(name)), done);
    assertThat(done.result().record().judged().aggregator()).isEqualTo(name);
    org.apache.hadoop.fs.Path attempt = new org.apache.hadoop.fs.Path(done.result().directory());
    Path report = Path.of(new org.apache.hadoop.fs.Path(attempt, "report.html").toUri().getPath());
    assertThat(Files.readString(report)).contains(name);
    double weights = 0;
    for (ClientResult client :
        ClientsFile.read(
            new org.apache.hadoop.fs.Path(attempt, "clients.parquet"), new Configuration(false))) {
      assertThat(client.contribution().weight() > 0)
          .isEqualTo(client.verdict() == Verdict.ACCEPTED);
      assertThat(client.reason())
          .isEqualTo(client.verdict() == Verdict.ACCEPTED ? null : Reason.OUTLIER);
      weights += client.contribution().weight();
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

  @ParameterizedTest
  @CsvSource({"fltrust", "loss-clustering"})
  void theRootDatasetTellsWhoAttacks(String name) throws IOException {
    GoldenRounds.Done done = round(name, Map.of());
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

  @Test
  void noiseIsDrawnBySeedAndRoundAndIsTheSameForAnyBlocks() throws IOException {
    Map<String, String> loud = new HashMap<>(Map.of("rule.flame.noise", "0.5"));
    GoldenRounds.Done done = round("flame", loud);
    Path still = directory.resolve("still");
    Map<String, String> changes = new HashMap<>(UNCLIPPED);
    changes.putAll(Map.of("aggregator", "flame", "rule.flame.noise", "0"));
    float[] plain = rounds.round(golden, still, changes).model().values();
    double squares = 0;
    for (int j = 0; j < plain.length; j++) {
      squares += Math.pow(done.model().values()[j] - plain[j], 2);
    }
    double[] norms =
        done.result().clients().stream()
            .mapToDouble(client -> requireNonNull(client.contribution().norm()))
            .sorted()
            .toArray();
    double deviation = 0.5 * (norms[5] + norms[6]) / 2;
    assertThat(Math.sqrt(squares / plain.length)).isCloseTo(deviation, within(0.1 * deviation));
    changes.putAll(Map.of("mask.block-length", "64", "rule.flame.noise", "0.5"));
    Path blocks = directory.resolve("blocks");
    assertThat(rounds.round(golden, blocks, changes).model().digest())
        .isEqualTo(done.model().digest());
  }

  /** By the evaluation of whole models, each the base with one client's update. */
  @Test
  void sirenTriesTheClientsModelsOnTheRootDataset() throws IOException {
    GoldenRounds.Done done = round("siren", Map.of());
    Matrix deltas = deltas(done.base());
    double[] accuracies = new double[deltas.rows()];
    int best = 0;
    for (int i = 0; i < accuracies.length; i++) {
      float[] values = done.base().values().clone();
      Vectors.add(values, deltas.values()[i]);
      ModelVersion base = done.base();
      ModelVersion model =
          new ModelVersion(base.federation(), 0, "", base.layout(), base.architecture(), values);
      String root = golden.directory().resolve("root.parquet").toString();
      accuracies[i] = new EvaluateJob(spark, done.settings()).run(model, root).main().value();
      best = accuracies[i] > accuracies[best] ? i : best;
    }
    for (int i = 0; i < accuracies.length; i++) {
      boolean kept = accuracies[i] >= 0.9 * accuracies[best] - 1e-12 && deltas.gram()[i][best] > 0;
      assertThat(done.result().clients().get(i).verdict())
          .as("client %s of accuracy %s", i, accuracies[i])
          .isEqualTo(kept ? Verdict.ACCEPTED : Verdict.FILTERED);
    }
  }

  @Test
  void deepSightAsksTheClientsModels() throws IOException {
    Map<String, String> few = Map.of("rule.deepsight.inputs", "50", "rule.deepsight.draws", "1");
    GoldenRounds.Done done = round("deepsight", few);
    for (ClientResult client : done.result().clients()) {
      assertThat(client.contribution().weight() > 0)
          .isEqualTo(client.verdict() == Verdict.ACCEPTED);
    }
    Map<String, String> small = new HashMap<>(UNCLIPPED);
    small.putAll(few);
    small.putAll(Map.of("aggregator", "deepsight", "mask.block-length", "64"));
    assertThat(rounds.round(golden, directory.resolve("small"), small).model().digest())
        .isEqualTo(done.model().digest());
  }

  @Test
  void followsClientsUnmixedOnly() {
    assertThatThrownBy(() -> round("nnm+siren", Map.of()))
        .hasMessage(
            "aggregator = nnm+siren: siren follows each client from round to round, so nothing"
                + " may mix the updates before it");
  }
}
