package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelVersion;
import org.skymask.storage.version.ModelStore;

/** A way back: {@code skymask rollback}, and all commands after one. */
class RollbackIT {
  private static final String REASON = "version 3 is poisoned: accuracy 12 %";

  private static TestFederation made;

  private TestFederation digits;

  /** Versions 0 to 3, by a rule that remembers. */
  @BeforeAll
  static void threeRounds(@TempDir Path directory) throws IOException {
    made = TestFederation.digits(directory);
    TestFederation.delete(directory.resolve("updates"));
    for (int round = 1; round <= 3; round++) {
      round(made, round, 0.5f * round);
    }
  }

  @BeforeEach
  void aCopy(@TempDir Path directory) throws IOException {
    digits = copy(directory.resolve("copy"));
  }

  private static TestFederation copy(Path directory) throws IOException {
    TestFederation copy = TestFederation.digits(directory);
    TestFederation.delete(directory.resolve("updates"));
    TestFederation.delete(copy.models());
    TestFederation.copy(made.models(), copy.models());
    return copy;
  }

  private static void uploads(TestFederation federation, int round, float move) throws IOException {
    ModelVersion base = federation.version(round - 1);
    for (String client : new String[] {"site-a", "site-b"}) {
      float[] delta = new float[base.layout().valueCount()];
      delta[round] = move;
      federation.upload(round, client, base, delta);
    }
  }

  private static void round(TestFederation federation, int round, float move) throws IOException {
    uploads(federation, round, move);
    Run run = Run.of(federation, "round", "-D", "aggregator=centred-clipping");
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private Run rollback(String... options) {
    String[] all =
        Stream.concat(Stream.of("--reason", REASON), Stream.of(options)).toArray(String[]::new);
    return Run.of(digits, "rollback", all);
  }

  private JsonNode goesBackTo(int version, String... options) {
    String[] all =
        Stream.concat(Stream.of("--json", "--to", "" + version), Stream.of(options))
            .toArray(String[]::new);
    Run run = rollback(all);
    assertThat(run.exit()).as(run.err()).isZero();
    return run.json();
  }

  private List<FileDigest> files(int round, String prefix) throws IOException {
    ModelStore store = new ModelStore(digits.models().toString(), new Configuration(false));
    return store.readCommit(round).orElseThrow().files().stream()
        .filter(file -> file.name().startsWith(prefix))
        .toList();
  }

  private Run isRight(String command, String... options) {
    Run run = Run.of(digits, command, options);
    assertThat(run.exit()).as("%s: %s", command, run.err()).isZero();
    return run;
  }

  @Test
  void theNextVersionHasTheValuesOfTheOneThatIsNamed() throws IOException {
    uploads(digits, 4, 9);
    Files.createDirectories(digits.client(4, "site-late"));
    JsonNode json = goesBackTo(1);
    assertThat(json.path("round").asInt()).isEqualTo(4);
    assertThat(json.path("outcome").asText()).isEqualTo("rolled-back");
    assertThat(json.path("rollback").toString())
        .isEqualTo("{\"to\":1,\"reason\":\"" + REASON + "\"}");
    assertThat(json.path("why").asText())
        .isEqualTo("Version 4 has the values of version 1 again. Reason: " + REASON);
    assertThat(json.path("counts").toString())
        .isEqualTo("{\"accepted\":0,\"filtered\":0,\"quarantined\":0,\"incomplete\":0}");
    assertThat(json.path("baseModel").asText()).isEqualTo(digits.version(3).digest());
    assertThat(json.path("model").asText()).isEqualTo(digits.version(1).digest());
    assertThat(json.path("inputs")).isEmpty();
    assertThat(json.at("/configuration/federation").asText()).isEqualTo("digits-signflip");
    assertThat(json.path("commit").asText()).endsWith("round=4/commit.json");
    assertThat(json.path("unusedUploads").toString())
        .isEqualTo("[\"site-a\",\"site-b\",\"site-late\"]");
    assertThat(digits.version(4).values()).containsExactly(digits.version(1).values());
    assertThat(digits.version(4).digest()).isNotEqualTo(digits.version(3).digest());
    assertThat(files(4, "memory")).hasSize(2).isEqualTo(files(1, "memory"));
    assertThat(files(4, ""))
        .extracting(FileDigest::name)
        .contains("layout.json", "architecture.pt", "round.json", "clients.parquet");
    everyCommandKnowsIt(json.path("directory").asText());
  }

  private void everyCommandKnowsIt(String directory) {
    assertThat(isRight("verify").out()).contains("Versions 0 to 4: all is right.");
    assertThat(isRight("history").out()).contains("(R rejected, C carried, B rolled back)     B\n");
    assertThat(isRight("status").out())
        .contains("Not used because of the rollback: 3 uploads for round 4")
        .contains("Last: round 4 rolled-back at ")
        .contains(". Version 4 has the values of version 1 again. Reason: " + REASON);
    assertThat(isRight("report").out()).contains("report.html");
    assertThat(Path.of(directory, "report.html"))
        .content()
        .contains("Version 4 is a rollback", REASON);
    Run nobody = Run.of(digits, "validate", "--json");
    assertThat(nobody.exit()).as("nobody has uploaded for round 5 yet").isEqualTo(3);
    assertThat(nobody.json().path("clients")).isEmpty();
    assertThat(isRight("sweep", "--json").json().path("leftovers")).isEmpty();
    Run evaluated = isRight("evaluate", "--data", digits.root().toString(), "--json");
    assertThat(evaluated.json().path("round").asInt()).isEqualTo(4);
    assertThat(Run.of(digits, "replay"))
        .returns(2, Run::exit)
        .returns(
            "version 4 was made by a rollback to version 1 (version 3 is poisoned: accuracy 12 %),"
                + " which used no uploads: there is nothing to replay",
            Run::message);
  }

  /** What comes after it is what would have come after the version that it goes back to. */
  @Test
  void roundsGoOnFromItAndFromWhatItsRuleRemembered(@TempDir Path directory) throws IOException {
    goesBackTo(1);
    uploads(digits, 5, 0.75f);
    Run next = isRight("round", "--json", "-D", "aggregator=centred-clipping");
    assertThat(next.json().path("round").asInt()).isEqualTo(5);
    assertThat(next.json().path("baseModel").asText()).isEqualTo(digits.version(1).digest());

    TestFederation other = copy(directory.resolve("other"));
    TestFederation.delete(other.models().resolve("round=2"));
    TestFederation.delete(other.models().resolve("round=3"));
    ModelVersion base = other.version(1);
    float[] delta = new float[base.layout().valueCount()];
    delta[5] = 0.75f;
    other.upload(2, "site-a", base, delta);
    other.upload(2, "site-b", base, delta);
    assertThat(Run.of(other, "round", "-D", "aggregator=centred-clipping").exit()).isZero();
    assertThat(digits.version(5).digest()).isEqualTo(other.version(2).digest());
    assertThat(files(5, "memory")).hasSize(2).isNotEqualTo(files(1, "memory"));
    assertThat(isRight("verify").out()).contains("Versions 0 to 5: all is right.");

    // And back again: to the version that is a rollback itself.
    JsonNode again = goesBackTo(4);
    assertThat(again.path("round").asInt()).isEqualTo(6);
    assertThat(digits.version(6).digest()).isEqualTo(digits.version(1).digest());
    assertThat(isRight("verify").out()).contains("Versions 0 to 6: all is right.");
  }

  @Test
  void theInitialModelIsAVersionToGoBackTo() throws IOException {
    goesBackTo(0);
    assertThat(digits.version(4).values()).containsExactly(digits.version(0).values());
    assertThat(files(4, "memory")).isEmpty();
    isRight("verify");
  }

  @Test
  void askedAgainItIsTheSameVersion() throws IOException {
    JsonNode first = goesBackTo(1);
    assertThat(first.path("alreadyCommitted").asBoolean()).isFalse();
    for (String[] again : new String[][] {{}, {"--round", "4"}, {"-D", "seed=5"}}) {
      JsonNode json = goesBackTo(1, again);
      assertThat(json.path("alreadyCommitted").asBoolean()).isTrue();
      assertThat(json.path("attempt")).isEqualTo(first.path("attempt"));
    }
    assertThat(rollback("--to", "1").out()).contains("rolled-back before.");
    assertThat(digits.left(4)).hasSize(2);
    assertThat(digits.left(5)).isEmpty();

    Run bare = Run.of(digits, "rollback", "--to", "1", "--round", "4", "--json");
    assertThat(bare.exit()).isZero();
    assertThat(bare.json().at("/rollback/reason").asText()).isEqualTo(REASON);
    assertThat(rollback("--to", "0", "--round", "4").exit()).isEqualTo(5);
    assertThat(rollback("--to", "1", "--round", "3").message())
        .contains("round=3/commit.json stands: a round made it (committed); asked for was");
  }

  /** Whether clients had uploaded for its number or not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noRoundTakesItForItsOwnResult(boolean uploaded) throws IOException {
    if (uploaded) {
      uploads(digits, 4, 9);
    } else {
      Files.createDirectories(digits.directory().resolve("updates"));
    }
    goesBackTo(1);
    Run round = Run.of(digits, "round", "--round", "4", "-D", "aggregator=centred-clipping");
    assertThat(round.exit()).as(round.err()).isEqualTo(5);
    assertThat(round.message())
        .endsWith(
            "round=4/commit.json stands: a rollback to version 1 ("
                + REASON
                + "); its uploads are not used, clients go on with round 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--to 3 | --to 3: expected a version before 3, which version 4 goes back from",
        "--to 4 | --to 4: expected a version before 3",
        "--to 1 --round 2 | --to 1: expected a version before 1, which version 2 goes back from",
        "--to 1 --round 9 | round 9 needs version 8, and the newest version in",
        "--to 1 -D federation=other | is of the federation digits-signflip, and federation = other",
      })
  void thereIsNoSuchWayBack(String options, String message) {
    Run run = rollback(options.split(" "));
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.message()).contains(message);
    assertThat(digits.left(4)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parameters/part-0.parquet",
        "layout.json",
        "architecture.pt",
        "round.json",
        "memory.json",
        "memory/part-0.parquet"
      })
  void aDamagedVersionIsNoneToGoBackTo(String name) throws IOException {
    Path file = TestFederation.only(digits.models().resolve("round=1"), "attempt=").resolve(name);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    Run run = rollback("--to", "1");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message()).contains(file + " is damaged: SHA-256 ");
    assertThat(digits.left(4)).isEmpty();
  }

  @Test
  void aBrokenChainIsNoneToGoBackIn() throws IOException {
    List<String> broken = new ArrayList<>();
    for (int round : new int[] {1, 3}) {
      Path commit = digits.models().resolve("round=" + round + "/commit.json");
      String content = Files.readString(commit);
      Files.writeString(
          commit, content.replace("\"baseModel\" : \"sha256:", "\"baseModel\" : \"sha256:0"));
      Run run = rollback("--to", "1");
      assertThat(run.exit()).isEqualTo(1);
      broken.add(run.message());
      Files.writeString(commit, content);
    }
    assertThat(broken).allMatch(message -> message.startsWith("the chain of versions is broken"));
    goesBackTo(1);
  }
}
