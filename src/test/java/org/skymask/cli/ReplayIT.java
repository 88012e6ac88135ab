package org.skymask.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.ClientResult;
import org.skymask.model.ModelVersion;
import org.skymask.storage.version.ClientsFile;

/** Rounds that are committed, replayed; and what they leave for history. */
class ReplayIT {
  private static TestFederation made;

  private TestFederation digits;

  /** Two rounds: SkyMask on the golden uploads, then the plain mean of six others. */
  @BeforeAll
  static void twoRounds(@TempDir Path directory) throws IOException {
    made = TestFederation.digits(directory.resolve("made"));
    round(made);
    ModelVersion base = made.version(1);
    Random random = new Random(5);
    for (int client = 0; client < 6; client++) {
      made.upload(2, "site-00" + client, base, delta(base, random));
    }
    round(made, "-D", "aggregator=fedavg");
  }

  @BeforeEach
  void aCopy(@TempDir Path directory) throws IOException {
    digits = TestFederation.digits(directory.resolve("copy"));
    for (String part : new String[] {"models", "updates"}) {
      TestFederation.delete(digits.directory().resolve(part));
      TestFederation.copy(made.directory().resolve(part), digits.directory().resolve(part));
    }
  }

  private static void round(TestFederation federation, String... arguments) {
    Run run = Run.of(federation, "round", arguments);
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private static float[] delta(ModelVersion base, Random random) {
    float[] delta = new float[base.layout().valueCount()];
    for (int j = 0; j < delta.length; j++) {
      delta[j] = (float) (0.01 * random.nextGaussian());
    }
    return delta;
  }

  private Run replay(String... arguments) {
    // A copy of the root data elsewhere would be a difference that is told.
    String[] same = {"-D", "root.data=" + made.root()};
    return Run.of(
        digits,
        "replay",
        Stream.concat(Stream.of(same), Stream.of(arguments)).toArray(String[]::new));
  }

  private static List<ClientResult> clients(TestFederation federation, int round)
      throws IOException {
    Path attempt = TestFederation.only(federation.models().resolve("round=" + round), "attempt=");
    String file = attempt.resolve("clients.parquet").toString();
    return ClientsFile.read(new org.apache.hadoop.fs.Path(file), new Configuration(false));
  }

  private static double length(float[] one, float[] other, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += Math.pow((double) one[j] - other[j], 2);
    }
    return Math.sqrt(sum);
  }

  private static TreeMap<String, byte[]> files(Path directory) throws IOException {
    TreeMap<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  content.put(file.toString(), Files.readAllBytes(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return content;
  }

  /** The committed rule gives the committed model, another one what a round with it commits. */
  @Test
  void rulesGiveWhatTheirRoundsCommit(@TempDir Path directory) throws IOException {
    TreeMap<String, byte[]> before = files(digits.directory());
    Run run =
        replay(
            "--round",
            "1",
            "--rules",
            "skymask,fedavg",
            "--data",
            digits.root().toString(),
            "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(files(digits.directory()))
        .containsOnlyKeys(before.keySet())
        .allSatisfy((file, content) -> assertThat(content).isEqualTo(before.get(file)));
    JsonNode json = run.json();
    assertThat(json.path("changed")).isEmpty();
    assertThat(json.path("variants")).hasSize(2);
    isAsCommitted(json.at("/variants/0"), json.path("committed"));

    TestFederation other = TestFederation.digits(directory.resolve("other"));
    round(other, "-D", "aggregator=fedavg");
    isAsIn(other, json.at("/variants/1"));
  }

  private static void isAsCommitted(JsonNode row, JsonNode committed) {
    assertThat(row.path("name").asText()).isEqualTo("skymask");
    assertThat(row.path("same").asBoolean()).isTrue();
    assertThat(row.at("/fromCommitted/length").asDouble()).isZero();
    assertThat(row.at("/fromBase/relative").asDouble()).isEqualTo(1);
    assertThat(row.path("differs")).isEmpty();
    assertThat(row.path("rootLoss")).isEqualTo(committed.path("rootLoss"));
    assertThat(row.path("clients")).isEqualTo(committed.path("clients")).hasSize(12);
    assertThat(row.path("clients"))
        .extracting(client -> client.path("verdict").asText())
        .contains("filtered", "accepted");
  }

  private void isAsIn(TestFederation other, JsonNode row) throws IOException {
    float[] mean = other.version(1).values();
    ModelVersion committed = digits.version(1);
    float[] base = digits.version(0).values();
    int parameters = committed.layout().parameterCount();
    double distance = length(mean, committed.values(), parameters);
    double step = length(committed.values(), base, parameters);
    assertThat(distance).isGreaterThan(0.1 * step);
    assertThat(row.path("same").asBoolean()).isFalse();
    assertThat(row.at("/fromCommitted/length").asDouble()).isCloseTo(distance, within(1e-12));
    assertThat(row.at("/fromCommitted/relative").asDouble())
        .isCloseTo(distance / step, within(1e-12));
    assertThat(row.at("/fromBase/length").asDouble())
        .isCloseTo(length(mean, base, parameters), within(1e-12));
    assertThat(row.path("differs").toString()).isEqualTo("[\"aggregator = fedavg (was skymask)\"]");
    JsonNode evaluated = Run.of(other, "evaluate", "--json").json();
    assertThat(row.path("loss").asDouble()).isEqualTo(evaluated.path("loss").asDouble());
    assertThat(row.path("accuracy").asDouble()).isEqualTo(evaluated.path("accuracy").asDouble());
    assertThat(row.path("rootLoss").asDouble())
        .isCloseTo(evaluated.path("loss").asDouble(), within(1e-6));
  }

  @Test
  void severalOnTheSameBlocks() {
    Run run =
        replay(
            "--round",
            "1",
            "--json",
            "--rules",
            "skymask,krum",
            "-D",
            "rule.byzantine-count=3",
            "--with",
            "unclipped: aggregation.clip-norm=0",
            "--with",
            "many: quorum.minimum-accepted=99",
            "--with",
            "too-many: aggregator=krum, rule.byzantine-count=11");
    assertThat(run.exit()).as("one rule could not be used").isEqualTo(1);
    JsonNode rows = run.json().path("variants");
    assertThat(rows)
        .extracting(row -> row.path("name").asText() + " " + row.path("end").asText())
        .containsExactly(
            "skymask model", "krum model", "unclipped model", "many rejected", "too-many failed");
    assertThat(rows.at("/0/same").asBoolean()).isTrue();
    assertThat(rows.at("/1/clients"))
        .filteredOn(client -> client.path("verdict").asText().equals("accepted"))
        .hasSize(1)
        .allSatisfy(client -> assertThat(client.path("weight").asDouble()).isEqualTo(1));
    // Krum reads what it is told of the attackers; SkyMask does not, so there it is no difference.
    assertThat(rows.at("/1/differs").toString()).contains("rule.byzantine-count = 3 (was ");
    assertThat(rows.at("/2/differs").toString())
        .contains("aggregation.clip-norm = 0")
        .doesNotContain("byzantine-count");
    assertThat(rows.at("/3/fromBase/length").asDouble()).isZero();
    assertThat(rows.at("/3/why").asText()).contains("quorum.minimum-accepted is 99");
    assertThat(rows.at("/4/fromBase").isNull()).isTrue();
    assertThat(rows.at("/4/clients")).isEmpty();
  }

  @Test
  void uploadsThatAreNotAsTheyWereAreTold() throws IOException {
    ModelVersion base = digits.version(0);
    TestFederation.delete(digits.client(1, "site-005"));
    TestFederation.delete(digits.client(1, "site-006"));
    digits.upload(1, "site-006", base, delta(base, new Random(1)));
    Files.delete(digits.client(1, "site-007").resolve("_manifest.json"));
    digits.upload(1, "site-late", base, delta(base, new Random(2)));
    Run run = replay("--round", "1", "--rules", "fedavg", "--json");
    assertThat(run.exit()).isEqualTo(1);
    JsonNode json = run.json();
    assertThat(json.path("ok").asBoolean()).isFalse();
    List<String> changed = new ArrayList<>();
    json.path("changed")
        .forEach(one -> changed.add(one.path("client").asText() + " " + one.path("how").asText()));
    assertThat(changed).hasSize(3);
    assertThat(changed.get(0)).isEqualTo("site-005 is gone: left out");
    assertThat(changed.get(1))
        .startsWith("site-006 has another manifest than was committed (SHA-256 ");
    assertThat(changed.get(2)).isEqualTo("site-007 is not admitted now (incomplete): left out");
    assertThat(json.at("/variants/0/clients"))
        .extracting(client -> client.path("client").asText())
        .contains("site-006")
        .doesNotContain("site-005", "site-late");
    TestFederation.delete(digits.directory().resolve("updates/round=1"));
    assertThat(replay("--round", "1"))
        .returns(1, Run::exit)
        .extracting(Run::message)
        .asString()
        .startsWith("none of the 12 uploads that round 1 was made from is in ");
    assertThat(replay("--round", "3"))
        .returns(2, Run::exit)
        .extracting(Run::message)
        .asString()
        .endsWith("round=3/commit.json does not exist; the newest version is 2");
  }

  /** Σ aᵢ·‖Δᵢ‖·cos(Δᵢ, mean) is the length of the mean. */
  @Test
  void similaritiesAddUpToTheStep() throws IOException {
    for (int round = 1; round <= 2; round++) {
      double sum = 0;
      for (ClientResult client : clients(made, round)) {
        assertThat(client.contribution().similarity()).isBetween(-1.0, 1.0);
        sum +=
            client.contribution().weight()
                * requireNonNull(client.contribution().norm())
                * requireNonNull(client.contribution().clipped())
                * requireNonNull(client.contribution().similarity());
      }
      ModelVersion model = made.version(round);
      int parameters = model.layout().parameterCount();
      double step = length(model.values(), made.version(round - 1).values(), parameters);
      assertThat(sum).isCloseTo(step, within(1e-6 * step));
    }
    assertThat(clients(made, 1))
        .filteredOn(client -> client.contribution().weight() == 0)
        .allSatisfy(client -> assertThat(client.contribution().similarity()).isNegative());
  }

  @Test
  void aReportShowsTheRoundsBefore() throws IOException {
    Path first = TestFederation.only(made.models().resolve("round=1"), "attempt=");
    Path second = TestFederation.only(made.models().resolve("round=2"), "attempt=");
    assertThat(Files.readString(first.resolve("report.html"))).doesNotContain("id=\"history\"");
    String report = Files.readString(second.resolve("report.html"));
    assertThat(report).contains("id=\"history\"", "aria-label=\"round 1 filtered\"");
    Path again = digits.directory().resolve("again.html");
    assertThat(Run.of(digits, "report", "--output", again.toString()).exit()).isZero();
    assertThat(Files.readString(again)).isEqualTo(report);
    assertThat(Run.of(digits, "history", "--json").json().path("rounds")).hasSize(2);
  }
}
