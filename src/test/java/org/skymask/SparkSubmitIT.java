package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
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
  void theSameModelWhateverStartsTheRound(@TempDir Path scratch) {
    String sparkHome = Needs.sparkHome();

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
      JsonNode submitted = round("s3a://demo/models", environment);
      assertThat(submitted.path("counts").path("filtered").asInt()).isEqualTo(6);
      assertThat(submitted.path("commit").asText())
          .isEqualTo("s3a://demo/models/round=1/commit.json");
      assertThat(submitted.toString()).doesNotContain(S3Endpoint.SECRET_KEY);
    }
  }

  private static JsonNode round(Path models, Map<String, String> environment) {
    return round(models.toString(), environment);
  }

  private static JsonNode round(String models, Map<String, String> environment) {
    String where = "models=" + models;
    Commands.skymask(
        environment, "init", "--config", "conf/demo.conf", "-D", where, "--from", "data/model");
    return Commands.json(environment, "round", "--config", "conf/demo.conf", "-D", where);
  }
}
