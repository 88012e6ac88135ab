package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.MlflowServer;
import org.skymask.fixture.Needs;

/** Versions of a federation as versions of a registered model of a real MLflow server. */
class MlflowIT {
  private static final String MODEL = "digits & co";

  @Test
  void versionsAreRegisteredAndTheBestHasItsAlias(
      @TempDir Path directory, @TempDir Path server, @TempDir Path prometheus) throws IOException {
    TestFederation digits = TestFederation.digits(directory);
    Path figures = prometheus.resolve("digits.prom");
    String python = Needs.variable("SKYMASK_TEST_MLFLOW");
    try (MlflowServer mlflow = MlflowServer.start(python, server)) {
      List<String> observed =
          List.of(
              "--json",
              "-D",
              "observe.timeout=1h",
              "-D",
              "observe.mlflow.url=" + mlflow.url(),
              "-D",
              "observe.mlflow.model=" + MODEL,
              "-D",
              "observe.prometheus.file=" + figures);
      Run round = run(digits, "round", observed);
      JsonNode first = mlflow.version(MODEL, 1);
      Map<String, String> tags = MlflowServer.pairs(first.path("tags"));
      assertThat(tags)
          .containsEntry("digest", round.json().path("model").asText())
          .containsEntry("filtered", "3")
          .containsEntry("accepted", "9")
          .containsEntry("round", "1")
          .containsKey("root_loss");
      assertThat(mlflow.alias(MODEL, "best")).isEqualTo("1");
      String run = first.path("run_id").asText();
      assertThat(first.path("source").asText())
          .isEqualTo(mlflow.run(run).path("info").path("artifact_uri").asText());
      assertThat(mlflow.get("/get-artifact?path=report.html&run_uuid=" + run))
          .isEqualTo(
              Files.readString(
                  TestFederation.only(digits.models().resolve("round=1"), "attempt=")
                      .resolve("report.html")));

      JsonNode evaluation = run(digits, "evaluate", observed).json();
      String accuracy = evaluation.path("accuracy").asText();
      assertThat(MlflowServer.pairs(mlflow.version(MODEL, 1).path("tags")))
          .containsEntry("accuracy", accuracy)
          .containsEntry("evaluation_loss", evaluation.path("loss").asText());
      assertThat(MlflowServer.pairs(mlflow.run(run).path("data").path("metrics")))
          .containsEntry("accuracy", accuracy);
      assertThat(Files.readString(prometheus.resolve("digits-evaluation.prom")))
          .contains(
              "skymask_evaluation{federation=\"digits-signflip\",measure=\"accuracy\"} " + accuracy)
          .contains("skymask_evaluation_version{federation=\"digits-signflip\"} 1\n");
      assertThat(Files.readString(figures)).contains("skymask_model_version");

      run(digits, "rollback", observed, "--to", "0", "--reason", "a trial");
      assertThat(MlflowServer.pairs(mlflow.version(MODEL, 2).path("tags")))
          .containsEntry("outcome", "rolled-back");
      run(digits, "evaluate", observed);
      assertThat(MlflowServer.pairs(mlflow.version(MODEL, 2).path("tags"))).containsKey("accuracy");
      assertThat(mlflow.alias(MODEL, "best")).isEqualTo("1");
    }
  }

  private static Run run(
      TestFederation federation, String command, List<String> observed, String... further) {
    Run run =
        Run.of(
            federation,
            command,
            Stream.concat(observed.stream(), Stream.of(further)).toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("could not be told");
    return run;
  }
}
