package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher with a real Spark distribution (environment variable SKYMASK_TEST_SPARK_HOME) and
 * without one: the same round, the same model.
 */
class SparkSubmitIT {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @Test
  void theSameModelWhateverStartsTheRound(@TempDir Path scratch)
      throws IOException, InterruptedException {
    String sparkHome = System.getenv("SKYMASK_TEST_SPARK_HOME");
    assumeTrue(
        sparkHome != null,
        "skipped: SKYMASK_TEST_SPARK_HOME names no Spark distribution for spark-submit");

    JsonNode embedded = round(scratch.resolve("embedded"), Map.of());
    JsonNode submitted =
        round(scratch.resolve("submitted"), Map.of("SPARK_HOME", sparkHome));
    JsonNode executors =
        round(
            scratch.resolve("executors"),
            Map.of(
                "SPARK_HOME", sparkHome,
                "SKYMASK_SUBMIT_OPTS", "--master local-cluster[2,1,2048]"));

    assertThat(embedded.path("counts").path("filtered").asInt()).isEqualTo(6);
    assertThat(submitted.path("model")).isEqualTo(embedded.path("model"));
    assertThat(executors.path("model")).isEqualTo(embedded.path("model"));
    assertThat(submitted.path("commit").asText()).endsWith("submitted/round=1/commit.json");
    assertThat(executors.path("configuration").path("federation").asText())
        .isEqualTo("people-boostedflip");
  }

  private static JsonNode round(Path models, Map<String, String> environment)
      throws IOException, InterruptedException {
    String where = "models=" + models;
    run(environment, "init", "--config", "conf/demo.conf", "-D", where, "--from", "data/model");
    byte[] json =
        run(environment, "round", "--config", "conf/demo.conf", "-D", where, "--json");
    return new ObjectMapper().readTree(json);
  }

  private static byte[] run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("jobs/skymask"));
    command.addAll(List.of(arguments));
    File log = Files.createTempFile("skymask", ".log").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    Process process = builder.redirectError(log).start();
    byte[] output = process.getInputStream().readAllBytes();
    int exit = process.waitFor();
    assertThat(exit)
        .as(() -> String.join(" ", command) + "\n" + text(log))
        .isZero();
    return output;
  }

  private static String text(File log) {
    try {
      return Files.readString(log.toPath(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
