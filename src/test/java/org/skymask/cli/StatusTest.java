package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** {@code skymask status} needs no Spark: it is run in this JVM. */
class StatusTest {
  private static final String REJECTED = "2f6f9ad0-8d39-4c1b-9f3e-5f0c61de0001";

  private TestFederation digits;
  private Path directory;

  @BeforeEach
  void aFederation(@TempDir Path temporary) throws IOException {
    directory = temporary;
    digits = TestFederation.digits(temporary.resolve("digits"));
  }

  private JsonNode status() {
    Run run = Run.of(digits, "status", "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().path("federations")).hasSize(1);
    return run.json().at("/federations/0");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private void rejected(String attempt, Instant at, String why) throws IOException {
    Path file = digits.models().resolve("round=1/rejected=" + attempt + "/round.json");
    write(file, "{\"round\": 1, \"outcome\": \"rejected\", \"why\": \"" + why + "\"}");
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  @Test
  void aFederationBeforeItsFirstRound() {
    JsonNode status = status();
    assertThat(status.path("federation").asText()).isEqualTo("digits-signflip");
    assertThat(status.path("latest").asInt()).isZero();
    assertThat(status.path("versions")).hasSize(1);
    assertThat(status.at("/versions/0/outcome").asText()).isEqualTo("initial");
    assertThat(status.at("/versions/0/model").asText()).startsWith("sha256:");
    assertThat(status.at("/versions/0/baseModel").isNull()).isTrue();
    assertThat(status.path("rounds")).hasSize(1);
    assertThat(status.at("/rounds/0/round").asInt()).isEqualTo(1);
    assertThat(status.at("/rounds/0/complete")).hasSize(12);
    assertThat(status.at("/rounds/0/incomplete")).isEmpty();
    assertThat(status.at("/last/outcome").asText()).isEqualTo("initial");
    assertThat(status.path("problems")).isEmpty();
  }

  /** Makes {@code status} with an interval of its own, and all else as ever. */
  private static final class Watching implements IFactory {
    private final StatusCommand.Interval interval;

    Watching(StatusCommand.Interval interval) {
      this.interval = interval;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == StatusCommand.class
          ? type.cast(new StatusCommand(interval))
          : CommandLine.defaultFactory().create(type);
    }
  }

  @Test
  void itIsShownAgainUntilItIsStopped() {
    List<Duration> waited = new ArrayList<>();
    StatusCommand.Interval interval =
        time -> {
          waited.add(time);
          try {
            Files.delete(digits.client(1, "site-00" + waited.size()).resolve("_manifest.json"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return waited.size() < 3;
        };
    String[] arguments = Run.arguments(digits, "status", "--json", "--watch", "7");
    Run run = Run.of(new Watching(interval), arguments);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(waited).hasSize(3).containsOnly(Duration.ofSeconds(7));
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.out().lines().map(StatusTest::complete)).containsExactly(12, 11, 10);
  }

  private static int complete(String json) {
    try {
      return new ObjectMapper().readTree(json).at("/federations/0/rounds/0/complete").size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    Run run = Run.of(digits, "status", "--watch", "0");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("skymask: --watch 0: expected 1 or more seconds\n");
  }

  @Test
  void uploadsAreCompleteWhenTheirManifestIsThere() throws IOException {
    Path client = digits.client(1, "site-003");
    Files.move(client.resolve("_manifest.json"), client.resolve("_manifest.dsse.json"));
    Files.delete(digits.client(1, "site-004").resolve("_manifest.json"));
    Files.createDirectories(digits.client(1, "site-new"));
    write(digits.client(1, "site-deep").resolve("below/_manifest.json"), "{}");
    write(digits.client(2, "site-000").resolve("part-0.parquet"), "x");
    JsonNode status = status();
    assertThat(status.at("/rounds/0/complete")).hasSize(11);
    assertThat(status.at("/rounds/0/incomplete").toString())
        .isEqualTo("[\"site-004\",\"site-deep\",\"site-new\"]");
    assertThat(status.at("/rounds/1/round").asInt()).isEqualTo(2);
    assertThat(status.at("/rounds/1/incomplete").toString()).isEqualTo("[\"site-000\"]");
  }

  @Test
  void onlyManifestsAreLookedForAndLinksAreNotFollowed() throws IOException {
    Path client = digits.client(1, "site-003");
    Files.createSymbolicLink(client.resolve("a"), Path.of("."));
    Files.createSymbolicLink(client.resolve("b"), Path.of("."));
    Files.delete(client.resolve("_manifest.json"));
    assertThat(status().at("/rounds/0/incomplete").toString()).isEqualTo("[\"site-003\"]");
  }

  @Test
  void whatIsNoUploadIsNamed() throws IOException {
    Path round = Objects.requireNonNull(digits.client(1, "site-003").getParent());
    Files.createDirectories(round.resolve("silo-x"));
    Files.createDirectories(round.resolve("_temporary"));
    Files.createSymbolicLink(round.resolve("client=linked"), digits.client(1, "site-003"));
    write(round.resolve("client=file"), "x");
    Run run = Run.of(digits, "status", "--json");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().at("/federations/0/rounds/0/complete")).hasSize(12);
    assertThat(run.json().at("/federations/0/problems"))
        .hasSize(3)
        .extracting(JsonNode::asText)
        .anyMatch(text -> text.endsWith("/silo-x is no upload, expected the name client=<id>"))
        .anyMatch(text -> text.contains("client=linked is not a directory but a symbolic link"))
        .anyMatch(text -> text.contains("client=file is not a directory but a file"));
  }

  @Test
  void theLastOutcomeMayBeARejection() throws IOException {
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    rejected("earlier", now.minusSeconds(60), "Nobody was kept.");
    rejected(REJECTED, now, "Two of twelve are left.");
    Files.createDirectories(digits.models().resolve("round=1/attempt=running"));
    JsonNode status = status();
    assertThat(status.at("/last/outcome").asText()).isEqualTo("rejected");
    assertThat(status.at("/last/attempt").asText()).isEqualTo(REJECTED);
    assertThat(status.at("/last/why").asText()).isEqualTo("Two of twelve are left.");
    assertThat(status.at("/last/at").asText()).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(status.at("/rounds/0/rejected/0/attempt").asText()).isEqualTo("earlier");
    assertThat(status.at("/rounds/0/attempts/0").asText()).isEqualTo("running");
    assertThat(Run.of(digits, "status").out().lines())
        .anyMatch(line -> line.startsWith("0 ") && line.contains(" initial "))
        .contains(
            "Round 1 is open: 12 uploads complete, 0 in progress, rejected 2 times,"
                + " attempts running or left behind: running")
        .contains("Last: round 1 rejected at 2030-01-01T00:00:00Z. Two of twelve are left.");
  }

  @Test
  void aRollbackIsToldWithTheUploadsThatItLeavesUnused() throws IOException {
    PastRounds past = new PastRounds(digits);
    past.commit(1, List.of(PastRounds.client("site-000", true, 1, 0.5)));
    past.commit(2, List.of(PastRounds.client("site-000", true, 1, 0.5)));
    past.rollBack(3, 1);
    write(digits.client(3, "site-000").resolve("_manifest.json"), "{}");
    Files.createDirectories(digits.client(3, "site-001"));
    Files.createDirectories(digits.client(4, "site-002"));
    JsonNode status = status();
    assertThat(status.path("latest").asInt()).isEqualTo(3);
    assertThat(status.at("/versions/0/outcome").asText()).isEqualTo("rolled-back");
    assertThat(status.at("/versions/0/model")).isEqualTo(status.at("/versions/2/model"));
    assertThat(status.at("/last/outcome").asText()).isEqualTo("rolled-back");
    assertThat(status.path("unusedUploads").toString()).isEqualTo("[\"site-000\",\"site-001\"]");
    assertThat(status.path("rounds")).extracting(r -> r.path("round").asInt()).containsExactly(4);
    assertThat(Run.of(digits, "status").out().lines())
        .anyMatch(line -> line.matches("3 +\\S+ +rolled-back +sha256:1 +sha256:2"))
        .contains("Not used because of the rollback: 2 uploads for round 3")
        .anyMatch(line -> line.startsWith("Last: round 3 rolled-back at "));
    past.commit(4, List.of());
    assertThat(status().path("unusedUploads")).isEmpty();
  }

  @Test
  void aBanIsToldWithTheMemory() throws IOException {
    PastRounds past = new PastRounds(digits);
    past.commit(1, List.of(PastRounds.client("site-000", true, 1, 0.5)));
    past.ban(2, "site-000");
    write(digits.client(2, "site-001").resolve("_manifest.json"), "{}");
    JsonNode status = status();
    assertThat(status.at("/versions/0/memory/state").asText()).isEqualTo("used");
    assertThat(status.at("/versions/0/memory/rounds").asInt()).isEqualTo(7);
    assertThat(status.at("/versions/1/memory").isNull()).isTrue();
    assertThat(Run.of(digits, "status").out())
        .contains("\nMemory: used (rounds before: 7)\n")
        .contains("Not used because of the changed memory: 1 upload for round 2\n");
  }

  @Test
  void whatIsNotRightIsSaidAndIsAnExitCode() throws IOException {
    write(digits.models().resolve("round=1/rejected=broken/round.json"), "half");
    Run run = Run.of(digits, "status", "--json", "-D", "federation=other");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().path("ok").asBoolean()).isFalse();
    assertThat(run.json().at("/federations/0/problems"))
        .hasSize(2)
        .extracting(JsonNode::asText)
        .anyMatch(problem -> problem.contains("is of the federation digits-signflip"))
        .anyMatch(problem -> problem.contains("rejected=broken/round.json"));
  }

  @Test
  void nothingIsWritten() throws IOException {
    TestFederation.delete(digits.models());
    Run run = Run.of(digits, "status");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("No version yet.", "Round 1 is open: 12 uploads complete")
        .contains("Problem: " + digits.models() + " does not exist: `skymask init` makes it");
    assertThat(digits.models()).doesNotExist();
  }

  @Test
  void oneConfigurationAFederationWithACommonPart() throws IOException {
    write(
        directory.resolve("conf/common/common.conf"),
        "models = \""
            + directory
            + "/\"${federation}\"/models\"\n"
            + "updates = \""
            + directory
            + "/\"${federation}\"/updates\"\n"
            + "quorum.minimum-clients = 4");
    for (String name : new String[] {"one", "two"}) {
      write(
          directory.resolve("conf/" + name + ".conf"),
          "include \"common/common.conf\"\nfederation = " + name);
    }
    for (String name : new String[] {"one", "two"}) {
      Files.createDirectories(directory.resolve(name + "/models"));
    }
    Path one = directory.resolve("conf/one.conf");
    Path two = directory.resolve("conf/two.conf");
    Run run = Run.of("status", one.toString(), two.toString(), "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().path("federations"))
        .extracting(status -> status.path("models").asText())
        .containsExactly(directory + "/one/models", directory + "/two/models");
    assertThat(Run.of("status", one.toString(), two.toString()).out())
        .startsWith("federation  version")
        .contains("\none ", "\ntwo ", "Federation two: " + directory + "/two/models\n");
  }

  @Test
  void aStorageThatCannotBeReachedDoesNotHideTheOthers() throws IOException {
    Path far = directory.resolve("far.conf");
    write(far, "federation = far\nmodels = \"hdfs:/models\"");
    Run run = Run.of("status", far.toString(), digits.config().toString(), "--json");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().at("/federations/0/problems/0").asText()).contains("hdfs:/models");
    assertThat(run.json().at("/federations/1/latest").asInt()).isZero();
    Run wrong = Run.of("status", directory.resolve("none.conf").toString());
    assertThat(wrong).returns(2, Run::exit);
    assertThat(wrong.message()).contains("none.conf: no such file");
  }

  @Test
  void aConfigurationMayLieOnAnyStorage() throws IOException {
    write(directory.resolve("far/common/models.conf"), "models = \"" + digits.models() + "\"");
    write(
        directory.resolve("far/conf/one.conf"),
        "include \"../common/models\"\nfederation = digits-signflip");
    String uri = "file:" + directory + "/far/conf/one.conf";
    Run run = Run.of("status", "--config", uri, "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().at("/federations/0/latest").asInt()).isZero();

    write(directory.resolve("far/common/models.conf"), "model = x");
    assertThat(Run.of("status", uri))
        .returns(2, Run::exit)
        .satisfies(
            wrong ->
                assertThat(wrong.message())
                    .startsWith("file:" + directory + "/far/conf/")
                    .contains("/common/models.conf: 1: unknown key model"));
    Files.delete(directory.resolve("far/common/models.conf"));
    assertThat(Run.of("status", uri).message())
        .startsWith(uri + ": include \"../common/models\": no such file");
    assertThat(Run.of("status", uri + "x"))
        .returns(2, Run::exit)
        .returns(uri + "x: no such file", Run::message);
  }

  @Test
  void theExamplesOfSeveralFederationsAreRight() {
    Run run =
        Run.of("status", "conf/federations/lending.conf", "conf/federations/retail.conf", "--json");
    assertThat(run.exit()).as("they have not begun").isEqualTo(1);
    String here = Path.of("").toAbsolutePath() + "/federations/";
    assertThat(run.json().path("federations"))
        .extracting(status -> status.path("models").asText())
        .containsExactly(here + "lending/models", here + "retail/models");
    assertThat(run.json().path("federations"))
        .extracting(status -> status.at("/problems/0").asText())
        .allMatch(problem -> problem.startsWith(here) && problem.contains(" does not exist: "));
  }
}
