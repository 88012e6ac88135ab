package org.skymask.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.RecordingServer;
import org.skymask.fixture.RecordingServer.Answer;
import org.skymask.fixture.RecordingServer.Request;
import org.skymask.round.RoundResult;

class MlflowTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(4711), ZoneOffset.UTC);

  /** A tracking server that knows no experiment. */
  private static Answer answer(Request request) {
    if (request.path().contains("get-by-name")) {
      return new Answer(404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");
    }
    if (request.path().endsWith("experiments/create")) {
      return Answer.of("{\"experiment_id\": \"17\"}");
    }
    return Answer.of("{\"run\": {\"info\": {\"run_id\": \"abc\"}}}");
  }

  private static void log(RecordingServer server, RoundResult result, @Nullable Path bearer) {
    Outbox outbox = new Outbox("MLflow");
    JsonHttp http = new JsonHttp(server.url(), bearer == null ? null : bearer.toString(), LONG);
    MlflowApi api = new MlflowApi(http);
    Mlflow mlflow = new Mlflow(api, outbox, "my lab", null, found -> "", CLOCK);
    mlflow.begins(Rounds.ID);
    mlflow.finished(new Ending(result, 0, ""));
    outbox.close(LONG);
  }

  private static JsonNode json(Request request) {
    try {
      return new ObjectMapper().readTree(request.body());
    } catch (IOException e) {
      throw new AssertionError(request.body(), e);
    }
  }

  @Test
  void aRoundIsARun(@TempDir Path directory) throws IOException {
    Path bearer = Files.writeString(directory.resolve("bearer"), "s3cret\n");
    try (RecordingServer server = RecordingServer.start(MlflowTest::answer)) {
      log(server, Rounds.committed(), bearer);
      List<Request> requests = server.requests();
      assertThat(requests)
          .extracting(Request::path)
          .containsExactly(
              "/api/2.0/mlflow/experiments/get-by-name?experiment_name=my+lab",
              "/api/2.0/mlflow/experiments/create",
              "/api/2.0/mlflow/runs/create",
              "/api/2.0/mlflow/runs/log-batch",
              "/api/2.0/mlflow/runs/update");
      assertThat(requests).extracting(Request::authorization).containsOnly("Bearer s3cret");
      JsonNode created = json(requests.get(2));
      assertThat(created.path("experiment_id").asText()).isEqualTo("17");
      assertThat(created.path("run_name").asText()).isEqualTo("demo round 7");
      assertThat(created.path("start_time").asLong()).isEqualTo(4711);
      assertThat(created.path("tags").toString())
          .contains("{\"key\":\"outcome\",\"value\":\"committed\"}")
          .contains("{\"key\":\"model\",\"value\":\"sha256:new\"}");
      JsonNode batch = json(requests.get(3));
      assertThat(batch.path("run_id").asText()).isEqualTo("abc");
      assertThat(batch.path("metrics").toString())
          .contains("{\"key\":\"root_loss\",\"value\":2.0,\"timestamp\":4711,\"step\":1}")
          .contains("{\"key\":\"stage_seconds.admit\",\"value\":0.25,")
          .doesNotContain("split_gain");
      assertThat(batch.path("params").toString())
          .isEqualTo("[{\"key\":\"mask.epochs\",\"value\":\"20\"}]");
      assertThat(json(requests.get(4)).path("status").asText()).isEqualTo("FINISHED");
    }
  }

  @Test
  void aRejectedRoundIsARunToo() throws IOException {
    try (RecordingServer server = RecordingServer.start(MlflowTest::answer)) {
      log(server, Rounds.rejected(), null);
      assertThat(json(server.requests().get(2)).path("tags").toString())
          .contains("{\"key\":\"outcome\",\"value\":\"rejected\"}");
      assertThat(server.requests()).extracting(Request::authorization).containsOnly("");
    }
  }

  @Test
  void aRoundThatWasCommittedBeforeIsThereAlready() throws IOException {
    try (RecordingServer server = RecordingServer.start(MlflowTest::answer)) {
      log(server, Rounds.committedBefore(), null);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void anExperimentThatMayNotBeReadIsNotMade() throws IOException {
    try (RecordingServer server = RecordingServer.start(request -> new Answer(403, "no"))) {
      log(server, Rounds.committed(), null);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anotherServerIsNoticed() throws IOException {
    try (RecordingServer server = RecordingServer.start(request -> Answer.of("<html>"))) {
      log(server, Rounds.committed(), null);
      assertThat(server.requests()).hasSize(1);
    }
  }
}
