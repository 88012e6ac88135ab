package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.ModelVersion;
import org.skymask.storage.version.ModelStore;

/** The chain of versions: {@code verify} finds what is wrong, {@code round} refuses it. */
class VerifyIT {
  private static TestFederation made;

  private TestFederation digits;

  @BeforeAll
  static void aChain(@TempDir Path directory) throws IOException {
    made = ThreeVersions.of(directory);
  }

  @BeforeEach
  void aCopy(@TempDir Path directory) throws IOException {
    digits = TestFederation.digits(directory.resolve("copy"));
    TestFederation.delete(digits.models());
    TestFederation.copy(made.models(), digits.models());
  }

  private Path round(int round) {
    return digits.models().resolve("round=" + round);
  }

  private Path attempt(int round) {
    return TestFederation.only(round(round), "attempt=");
  }

  private Run verify(String... further) {
    return Run.of(digits, "verify", further);
  }

  private static List<String> states(Run run) {
    List<String> states = new ArrayList<>();
    run.json().path("versions").forEach(version -> states.add(version.path("state").asText()));
    return states;
  }

  private static List<String> problems(Run run) {
    List<String> problems = new ArrayList<>();
    run.json()
        .path("problems")
        .forEach(p -> problems.add(p.path("round").asInt() + ": " + p.path("problem").asText()));
    return problems;
  }

  private static void replace(Path file, String text, String other) throws IOException {
    String content = Files.readString(file);
    assertThat(content).contains(text);
    Files.writeString(file, content.replace(text, other));
  }

  @Test
  void aChainThatIsRight() throws IOException {
    Files.createDirectories(round(1).resolve("attempt=of-another-driver"));
    Files.createDirectories(round(3).resolve("attempt=under-way/parameters"));
    Files.createDirectories(round(3).resolve("rejected=before"));
    Run run = verify("--json");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode json = run.json();
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.path("newest").asInt()).isEqualTo(2);
    assertThat(states(run)).containsExactly("ok", "ok", "ok", "open");
    assertThat(problems(run)).isEmpty();
    assertThat(json.at("/versions/1/unnamed/0").asText()).isEqualTo("attempt=of-another-driver");
    assertThat(json.at("/versions/3/unnamed")).hasSize(2);
    assertThat(json.at("/versions/2/baseModel")).isEqualTo(json.at("/versions/1/model"));
    assertThat(json.at("/versions/2/bytes").asLong()).isPositive();

    Run text = verify("--round", "1");
    assertThat(text.exit()).isZero();
    assertThat(text.out())
        .contains("Versions 0 to 1: all is right.")
        .contains("attempt=of-another-driver")
        .doesNotContain("\n2  ");
    assertThat(verify("--round", "9"))
        .returns(2, Run::exit)
        .extracting(Run::message)
        .asString()
        .endsWith("round=9/commit.json does not exist");
  }

  @ParameterizedTest
  @CsvSource({
    "parameters/part-0.parquet",
    "layout.json",
    "architecture.pt",
    "round.json",
    "clients.parquet"
  })
  void everyFileIsReadAndABadVersionDoesNotStopTheOthers(String name) throws IOException {
    Path file = attempt(1).resolve(name);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    Files.delete(attempt(2).resolve(name));
    Run run = verify("--json");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().path("ok").asBoolean()).isFalse();
    assertThat(states(run)).containsExactly("ok", "wrong", "wrong");
    assertThat(problems(run))
        .anyMatch(p -> p.startsWith("1: ") && p.contains(file + " is damaged: SHA-256 "))
        .anyMatch(p -> p.startsWith("2: ") && p.contains(name + " does not exist, though"));
  }

  @Test
  void gapsAndGarbageAreTold() throws IOException {
    TestFederation.delete(round(1));
    Run gap = verify("--json");
    assertThat(gap.exit()).isEqualTo(1);
    assertThat(states(gap)).containsExactly("ok", "missing", "ok");
    assertThat(problems(gap))
        .containsExactly("1: " + round(1) + "/commit.json does not exist, though version 2 does");
    Files.createDirectories(round(1));
    Files.writeString(round(1).resolve("commit.json"), "{");
    Run garbage = verify("--json");
    assertThat(states(garbage)).containsExactly("ok", "wrong", "ok");
    assertThat(problems(garbage)).hasSize(1).first().asString().contains("is not JSON");
    assertThat(verify().out()).contains("version 1: ").contains("Versions 0 to 2: 1 problem.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"baseModel\" : \"sha256: | \"baseModel\" : \"sha256:0 | names the base model sha256:0",
        "\"model\" : \"sha256: | \"model\" : \"sha256:0 | names sha256:0",
        "digits-signflip | digits-other | is of the federation digits-other",
        "\"bytes\" | \"bytes\" : 1, \"was\" | 1 bytes, and it has",
      })
  void whatACommitSaysIsCompared(String text, String other, String problem) throws IOException {
    replace(round(2).resolve("commit.json"), text, other);
    Run run = verify("--json");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(states(run)).containsExactly("ok", "ok", "wrong");
    assertThat(problems(run))
        .anyMatch(p -> p.startsWith("2: ") && p.contains("commit.json") && p.contains(problem));
  }

  @Test
  void aVersionThatIsNotTheFederationsIsTold() {
    Run run = verify("--json", "-D", "federation=other");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(problems(run)).hasSize(1).first().asString().endsWith("and federation = other");
  }

  @Test
  void thereHasToBeAVersion() throws IOException {
    TestFederation.delete(digits.models());
    assertThat(verify())
        .returns(1, Run::exit)
        .extracting(Run::message)
        .asString()
        .endsWith("models holds no version yet");
  }

  @Test
  void aRoundRefusesABrokenChain() throws IOException {
    Path commit = round(2).resolve("commit.json");
    byte[] right = Files.readAllBytes(commit);
    replace(commit, "\"baseModel\" : \"sha256:", "\"baseModel\" : \"sha256:0");
    refused(round(1) + "/commit.json", "names the base model sha256:0");
    Files.write(commit, right);

    replace(commit, "\"baseModel\" : \"sha256:", "\"createdBy\" : \"x\", \"was\" : \"");
    refused("has no baseModel, expected a string");
    Files.write(commit, right);

    Path first = round(1).resolve("commit.json");
    Files.move(first, first.resolveSibling("kept"));
    refused(first + " does not exist, and " + commit + " follows from it");
    Files.move(first.resolveSibling("kept"), first);

    Path record = attempt(2).resolve("round.json");
    byte[] content = Files.readAllBytes(record);
    Files.writeString(record, new String(content, UTF_8).replace("carried", "darried"));
    refused(record + " is damaged");
    Files.write(record, content);

    Run usual = Run.of(digits, "validate");
    assertThat(usual.exit()).as("nobody has uploaded yet").isEqualTo(ExitCode.QUORUM);
    assertThat(usual.err()).contains("round 3 has 0 admitted uploads");
  }

  private void refused(String... texts) {
    Run run = Run.of(digits, "round", "-D", "aggregator=fedavg");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message()).contains(texts);
    assertThat(digits.left(3)).isEmpty();
  }

  @Test
  void aCommitThatDoesNotFollowFromTheBaseIsNotAnsweredWith() throws IOException {
    replace(
        round(2).resolve("commit.json"), "\"baseModel\" : \"sha256:", "\"baseModel\" : \"sha256:0");
    Run run = Run.of(digits, "round", "--round", "2", "-D", "aggregator=fedavg");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message())
        .contains("the chain of versions is broken (see `skymask verify`): ")
        .contains(round(2) + "/commit.json names the base model sha256:0");
  }

  /** Verified and swept all the time while a round comes to its commit. */
  @Test
  void aRoundThatRunsMeanwhileIsNotDisturbed() throws Exception {
    ModelVersion base = digits.version(2);
    float[] delta = new float[base.layout().valueCount()];
    for (int client = 0; client < 6; client++) {
      delta[client] = 0.1f;
      digits.upload(3, "site-" + client, base, delta);
    }
    Path old = round(3).resolve("attempt=old");
    Files.createDirectories(old);
    Files.writeString(old.resolve("layout.json"), "{}");
    Files.setLastModifiedTime(old.resolve("layout.json"), FileTime.fromMillis(1));
    SkyMaskProcess process =
        SkyMaskProcess.start(Run.arguments(digits, "round", "-D", "mask.epochs=60"));
    process.await("admit in ");
    Run swept = Run.of(digits, "sweep", "--json", "--delete", "--older-than", "1h");
    assertThat(swept.exit()).as(swept.out()).isZero();
    assertThat(old).doesNotExist();
    ModelStore store = new ModelStore(digits.models().toString(), new Configuration());
    do {
      assertThat(verify("--json").exit()).isZero();
      assertThat(Run.of(digits, "sweep", "--delete", "--older-than", "1h").exit()).isZero();
    } while (store.readCommit(3).isEmpty() && process.isAlive());
    Run run = process.end();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(digits.version(3).round()).isEqualTo(3);
    assertThat(states(verify("--json"))).containsExactly("ok", "ok", "ok", "ok");
  }
}
