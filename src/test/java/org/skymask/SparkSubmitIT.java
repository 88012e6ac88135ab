package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher with a real Spark distribution (environment variable SKYMASK_TEST_SPARK_HOME) and
 * without one: the same round, the same model.
 */
class SparkSubmitIT {

  @Test
  void theSameModelWhateverStartsTheRound(@TempDir Path scratch) {
    String sparkHome = System.getenv("SKYMASK_TEST_SPARK_HOME");
    assumeTrue(
        sparkHome != null,
        "skipped: SKYMASK_TEST_SPARK_HOME names no Spark distribution for spark-submit");

    JsonNode embedded = round(scratch.resolve("embedded"), Map.of());
    JsonNode submitted = round(scratch.resolve("submitted"), Map.of("SPARK_HOME", sparkHome));
    JsonNode executors =
        round(
            scratch.resolve("executors"),
            Map.of(
                "SPARK_HOME",
                sparkHome,
                "SKYMASK_SUBMIT_OPTS",
                "--master local-cluster[2,1,2048]"));

    assertThat(embedded.path("counts").path("filtered").asInt()).isEqualTo(6);
    assertThat(submitted.path("model")).isEqualTo(embedded.path("model"));
    assertThat(executors.path("model")).isEqualTo(embedded.path("model"));
    assertThat(submitted.path("commit").asText()).endsWith("submitted/round=1/commit.json");
  }

  private static JsonNode round(Path models, Map<String, String> environment) {
    String where = "models=" + models;
    Commands.skymask(
        environment, "init", "--config", "conf/demo.conf", "-D", where, "--from", "data/model");
    return Commands.json(environment, "round", "--config", "conf/demo.conf", "-D", where);
  }
}
