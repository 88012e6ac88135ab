package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.Needs;
import org.skymask.fixture.S3Endpoint;

/**
 * The launcher with a real Spark distribution (environment variable SKYMASK_TEST_SPARK_HOME) and
 * without one: the same round, the same model.
 */
class SparkSubmitIT {

  @Test
  void theSameModelWhateverStartsTheRound(@TempDir Path scratch) throws IOException {
    String sparkHome = Needs.sparkHome();

    JsonNode embedded = round(scratch.resolve("embedded"), Map.of());
    JsonNode submitted = round(scratch.resolve("submitted"), Map.of("SPARK_HOME", sparkHome));
    JsonNode executors =
        round(
            scratch.resolve("executors"),
            Map.of(
                "SPARK_HOME",
                own(Path.of(sparkHome), scratch.resolve("spark")).toString(),
                "SKYMASK_SUBMIT_OPTS",
                "--master local-cluster[2,1,2048] --properties-file " + asThePageHasIt(scratch)),
            // Each executor says in its log that it has no card.
            "device=gpu-or-cpu");

    assertThat(embedded.path("counts").path("filtered").asInt()).isEqualTo(6);
    assertThat(submitted.path("model")).isEqualTo(embedded.path("model"));
    assertThat(executors.path("model")).isEqualTo(embedded.path("model"));
    assertThat(submitted.path("commit").asText()).endsWith("submitted/round=1/commit.json");
    Path commit = scratch.resolve("executors/round=1/commit.json");
    String attempt = new ObjectMapper().readTree(commit.toFile()).path("attempt").asText();
    executorsTellTheirRound(scratch.resolve("spark/work"), attempt);
  }

  /** A distribution that is another, but for the directory in which executors run. */
  private static Path own(Path distribution, Path home) throws IOException {
    Files.createDirectory(home);
    for (String name : List.of("bin", "jars")) {
      Files.createSymbolicLink(home.resolve(name), distribution.resolve(name).toAbsolutePath());
    }
    return home;
  }

  /** The executors' options of observing.md, with the file where it is here. */
  private static Path asThePageHasIt(Path directory) throws IOException {
    String file = Path.of("src/main/resources/log4j2.properties").toAbsolutePath().toString();
    List<String> lines =
        Files.readAllLines(Path.of("src/site/markdown/observing.md")).stream()
            .filter(line -> line.startsWith("spark.executor.extraJavaOptions "))
            .map(line -> line.replace("/etc/skymask/log4j2.properties", file))
            .toList();
    assertThat(lines).singleElement().asString().contains(file);
    return Files.write(directory.resolve("page.conf"), lines);
  }

  private static void executorsTellTheirRound(Path work, String attempt) throws IOException {
    List<JsonNode> ours = new ArrayList<>();
    try (Stream<Path> files = Files.walk(work)) {
      for (Path log : files.filter(file -> file.endsWith("stderr")).toList()) {
        // Native libraries write as they like, and so does whatever speaks before Log4j is there.
        String written = Files.readString(log);
        // An executor that is ended is ended in the middle of its last line, too.
        String whole = written.substring(0, written.lastIndexOf('\n') + 1);
        for (String line : whole.lines().toList()) {
          if (line.startsWith("{")) {
            ours.add(new ObjectMapper().readTree(line));
          } else {
            assertThat(line).doesNotContain("org.skymask");
          }
        }
      }
    }
    ours.removeIf(line -> !line.path("logger").asText().startsWith("org.skymask"));
    assertThat(ours)
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.path("federation").asText()).isEqualTo("people-boostedflip");
              assertThat(line.path("round").asText()).isEqualTo("1");
              assertThat(line.path("attempt").asText()).isEqualTo(attempt);
            });
  }

  /** Spark's distributions hold no S3A; credentials come by the environment. */
  @Test
  void onS3TheLauncherBringsWhatTheDistributionLacks() {
    String sparkHome = Needs.sparkHome();
    try (S3Endpoint endpoint = S3Endpoint.start().bucket("demo")) {
      Map<String, String> environment =
          Map.of(
              "SPARK_HOME",
              sparkHome,
              "SKYMASK_SUBMIT_OPTS",
              "--master local-cluster[1,2,2048] --conf spark.hadoop.fs.s3a.path.style.access=true"
                  + " --conf spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:"
                  + endpoint.port(),
              "AWS_ACCESS_KEY_ID",
              S3Endpoint.ACCESS_KEY,
              "AWS_SECRET_ACCESS_KEY",
              S3Endpoint.SECRET_KEY);
      JsonNode submitted = round("s3a://demo/models", environment, "device=cpu");
      assertThat(submitted.path("counts").path("filtered").asInt()).isEqualTo(6);
      assertThat(submitted.path("commit").asText())
          .isEqualTo("s3a://demo/models/round=1/commit.json");
      assertThat(submitted.toString()).doesNotContain(S3Endpoint.SECRET_KEY);
    }
  }

  @Test
  void theLogHasTheStagesAndSparksWordsOnlyByASwitch(@TempDir Path scratch) {
    String models = "models=" + scratch.resolve("models");
    String[] round = {"round", "--config", "conf/demo.conf", "-D", models};
    String[] evaluate = {
      "evaluate", "--config", "conf/demo.conf", "-D", models, "--data", "data/evaluation.parquet"
    };
    Map<String, String> submitted = Map.of("SPARK_HOME", Needs.sparkHome());
    Commands.skymask(
        submitted, "init", "--config", "conf/demo.conf", "-D", models, "--from", "data/model");
    assertThat(Commands.log(submitted, round))
        .contains(": train-masks in ")
        .doesNotContain("SparkContext: Running Spark", "DAGScheduler");
    Map<String, String> asked = new HashMap<>(submitted);
    asked.put("SKYMASK_LOG_SPARK", "info");
    assertThat(Commands.log(asked, evaluate)).contains("SparkContext: Running Spark");
  }

  private static JsonNode round(Path models, Map<String, String> environment) {
    return round(models, environment, "device=cpu");
  }

  private static JsonNode round(Path models, Map<String, String> environment, String setting) {
    return round(models.toString(), environment, setting);
  }

  private static JsonNode round(String models, Map<String, String> environment, String setting) {
    String where = "models=" + models;
    Commands.skymask(
        environment, "init", "--config", "conf/demo.conf", "-D", where, "--from", "data/model");
    return Commands.json(
        environment, "round", "--config", "conf/demo.conf", "-D", where, "-D", setting);
  }
}
