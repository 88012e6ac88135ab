package org.skymask.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.storage.FileNames;

/**
 * Logs a round that ended with a result as a run of an MLflow experiment, when it has ended. A
 * round that had been committed before is there already.
 */
final class Mlflow implements Observer {
  private final MlflowApi server;
  private final Outbox outbox;
  private final String experiment;
  private final @Nullable MlflowRegistry registry;
  private final Reports reports;
  private final Clock clock;
  private long begun;

  /** Reads the page of a round that has ended. */
  interface Reports {
    /** The page; empty where there is none. */
    String read(RoundResult result) throws IOException;
  }

  /**
   * @param registry gets a version for each committed one; null for none
   */
  Mlflow(
      MlflowApi server,
      Outbox outbox,
      String experiment,
      @Nullable MlflowRegistry registry,
      Reports reports,
      Clock clock) {
    this.server = server;
    this.outbox = outbox;
    this.experiment = experiment;
    this.registry = registry;
    this.reports = reports;
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
    JsonNode made =
        server
            .post("runs/create", MlflowRun.create(experimentId(), result, begun))
            .path("run")
            .path("info");
    String run = MlflowApi.text(made, "run_id");
    String artifacts = made.path("artifact_uri").asText("");
    server.post("runs/log-batch", MlflowRun.batch(run, result.record(), ended));
    server.artifact(artifacts, FileNames.REPORT, "text/html", reports.read(result));
    server.post("runs/update", MlflowRun.end(run, ended));
    if (registry != null && !result.isRejected()) {
      registry.register(result, run, artifacts);
    }
  }

  private String experimentId() throws IOException, InterruptedException {
    JsonNode known =
        server
            .find("experiments/get-by-name?experiment_name=" + MlflowApi.quoted(experiment))
            .orElse(null);
    return known != null
        ? MlflowApi.text(known.path("experiment"), "experiment_id")
        : MlflowApi.text(
            server.post("experiments/create", MlflowApi.body().put("name", experiment)),
            "experiment_id");
  }
}
