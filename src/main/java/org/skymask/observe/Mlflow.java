package org.skymask.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Clock;
import org.skymask.observe.JsonHttp.StatusException;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;

/**
 * Logs a round that ended with a result as a run of an MLflow experiment, when it has ended. A
 * round that had been committed before is there already.
 */
final class Mlflow implements Observer {
  private static final String API = "/api/2.0/mlflow/";
  private static final int NOT_FOUND = 404;

  private final JsonHttp server;
  private final Outbox outbox;
  private final String experiment;
  private final Clock clock;
  private long begun;

  Mlflow(JsonHttp server, Outbox outbox, String experiment, Clock clock) {
    this.server = server;
    this.outbox = outbox;
    this.experiment = experiment;
    this.clock = clock;
    this.begun = clock.millis();
  }

  @Override
  public String name() {
    return outbox.name();
  }

  @Override
  public void begins(RoundId round) {
    begun = clock.millis();
  }

  @Override
  public void finished(Ending ending) {
    RoundResult result = ending.result();
    if (result != null && !result.alreadyCommitted()) {
      long ended = clock.millis();
      outbox.post(() -> log(result, ended));
    }
  }

  private void log(RoundResult result, long ended) throws IOException, InterruptedException {
    JsonNode made = post("runs/create", MlflowRun.create(experimentId(), result, begun));
    String run = text(made.path("run").path("info"), "run_id");
    post("runs/log-batch", MlflowRun.batch(run, result.record(), ended));
    post("runs/update", MlflowRun.end(run, ended));
  }

  private String experimentId() throws IOException, InterruptedException {
    String query =
        "experiments/get-by-name?experiment_name=" + URLEncoder.encode(experiment, UTF_8);
    try {
      return text(server.get(API + query).path("experiment"), "experiment_id");
    } catch (StatusException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      ObjectNode body = Facets.MAPPER.createObjectNode().put("name", experiment);
      return text(post("experiments/create", body), "experiment_id");
    }
  }

  private JsonNode post(String method, ObjectNode body) throws IOException, InterruptedException {
    return server.post(API + method, body);
  }

  private static String text(JsonNode json, String field) throws IOException {
    String text = json.path(field).asText("");
    if (text.isEmpty()) {
      throw new IOException("the answer has no " + field + ": is this an MLflow server?");
    }
    return text;
  }
}
