package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users and schedulers start it: processes, their output and exit codes. */
class CliIT {
  private TestFederation digits;

  @BeforeEach
  void aFederation(@TempDir Path directory) {
    digits = TestFederation.digits(directory);
  }

  private Run run(String command, String... further) throws IOException, InterruptedException {
    return SkyMaskProcess.run(Run.arguments(digits, command, further));
  }

  @Test
  void aRoundFromItsUploadsToItsReport() throws Exception {
    Run round = run("round", "--json");
    assertThat(round.exit()).as(round.err()).isZero();
    JsonNode json = round.json();
    assertThat(json.path("outcome").asText()).isEqualTo("committed");
    assertThat(json.path("counts"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"accepted": 9, "filtered": 3, "quarantined": 0, "incomplete": 0}"""));
    assertThat(json.path("commit").asText()).endsWith("models/round=1/commit.json");
    assertThat(round.err().lines().filter(line -> line.contains("train-masks in ")))
        .as("one line a stage in the log")
        .hasSize(1);
    Path attempt = TestFederation.only(digits.models().resolve("round=1"), "attempt=");
    assertThat(digits.left(1)).hasSize(2);
    try (Stream<Path> files = Files.list(attempt)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "architecture.pt",
              "clients.parquet",
              "layout.json",
              "parameters",
              "report.html",
              "round.json");
    }
    assertThat(digits.version(1).digest()).isEqualTo(json.path("model").asText());

    Path report = attempt.resolve("report.html");
    String first = Files.readString(report);
    Files.delete(report);
    Run again = run("report");
    assertThat(again).returns(0, Run::exit).returns(report + "\n", Run::out);
    assertThat(report).hasContent(first);

    Run evaluated = run("evaluate", "--json");
    assertThat(evaluated.exit()).as(evaluated.err()).isZero();
    assertThat(evaluated.json().path("examples").asInt()).isEqualTo(100);
    assertThat(evaluated.json().path("accuracy").asDouble()).isBetween(0.5, 1.0);
    assertThat(evaluated.json().path("confusion")).hasSize(10);
  }

  @Test
  void validateShowsAVerdictForEachClient() throws Exception {
    Path client = digits.client(1, "site-004");
    Files.writeString(client.resolve("part-0.parquet"), "short");
    Files.delete(digits.client(1, "site-005").resolve("_manifest.json"));
    Run run = run("validate");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(15)
        .anyMatch(line -> line.matches("site-004  quarantined  size-mismatch .*part-0.parquet.*"))
        .anyMatch(line -> line.startsWith("site-005  incomplete"))
        .contains("10 of 12 uploads would take part, and quorum.minimum-clients is 2.");
    assertThat(digits.left(1)).isEmpty();
  }

  @Test
  void anErrorIsOneLineAndAnExitCode() throws Exception {
    Run missing = run("round", "--json", "-D", "root.data=" + digits.directory().resolve("none"));
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.json())
        .isEqualTo(
            new ObjectMapper()
                .createObjectNode()
                .put("error", "there is no dataset at " + digits.directory().resolve("none"))
                .put("exit", 1));
    assertThat(missing.err()).contains("skymask: there is no dataset").doesNotContain("\tat ");

    Run usage = SkyMaskProcess.run("rond");
    assertThat(usage).returns(2, Run::exit).returns("", Run::out);
    assertThat(usage.message()).startsWith("unknown command rond; did you mean round");
  }

  @Test
  void whoIsStoppedCommitsNothing() throws Exception {
    SkyMaskProcess round =
        SkyMaskProcess.start(Run.arguments(digits, "round", "--json", "-D", "mask.epochs=1000000"));
    round.await("root-update in ");
    round.terminate();
    Run run = round.end();
    assertThat(run.exit()).as("143 is a shell's number for the signal").isEqualTo(1);
    assertThat(run.json().path("exit").asInt()).isEqualTo(1);
    assertThat(run.json().path("error").asText())
        .isEqualTo(run.message())
        .startsWith("round 1 was stopped by SIGTERM in the stage ")
        .contains("nothing was committed");
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(digits.left(1)).isEmpty();
  }

  @Test
  void theLauncherRunsTheProgram() throws Exception {
    Path launcher = Path.of("jobs/skymask").toAbsolutePath();
    Path from = digits.directory().resolve("from");
    TestFederation.copy(digits.initial(), from);
    TestFederation.delete(digits.models());
    Run init =
        SkyMaskProcess.start(
                List.of(
                    launcher.toString(),
                    "init",
                    "--config",
                    digits.config().toString(),
                    "--from",
                    from.toString()),
                Map.of("SKYMASK_MASTER", "local[1]", "SKYMASK_JAVA_OPTS", "-Xmx512m"))
            .end();
    assertThat(init.exit()).as(init.err()).isZero();
    assertThat(init.out()).startsWith("Version 0 of digits-signflip\nmodel   sha256:");
    assertThat(digits.version(0).federation()).isEqualTo("digits-signflip");
  }
}
