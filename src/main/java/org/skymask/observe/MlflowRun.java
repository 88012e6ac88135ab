package org.skymask.observe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skymask.config.Places;
import org.skymask.model.RoundRecord;
import org.skymask.round.RoundResult;

/** A round's result as MLflow's tracking server takes it. */
final class MlflowRun {
  /** The server takes no more of either in one request; a round has some dozens. */
  private static final int MOST = 100;

  private static final int MOST_METRICS = 1000;

  private static final int LONGEST_PARAMETER = 500;

  private MlflowRun() {}

  static ObjectNode create(String experiment, RoundResult result, long start) {
    RoundRecord record = result.record();
    ObjectNode body = Facets.MAPPER.createObjectNode();
    body.put("experiment_id", experiment).put("start_time", start);
    body.put("run_name", record.identity().federation() + " round " + record.identity().round());
    ArrayNode tags = body.putArray("tags");
    tag(tags, "federation", record.identity().federation());
    tag(tags, "round", String.valueOf(record.identity().round()));
    tag(tags, "attempt", record.identity().attempt());
    tag(tags, "outcome", record.result().outcome().code());
    tag(tags, "why", record.result().why());
    tag(tags, "baseModel", record.identity().baseModel());
    tag(tags, "model", record.result().model() == null ? "" : record.result().model());
    tag(tags, "directory", result.directory());
    return body;
  }

  private static void tag(ArrayNode tags, String key, String value) {
    tags.addObject().put("key", key).put("value", value);
  }

  /** Configuration as parameters, losses by epoch and the rest of the figures as metrics. */
  static ObjectNode batch(String run, RoundRecord record, long end) {
    ObjectNode body = Facets.MAPPER.createObjectNode().put("run_id", run);
    ArrayNode metrics = body.putArray("metrics");
    for (int epoch = 0;
        epoch < record.judged().loss().size() && metrics.size() < MOST_METRICS / 2;
        epoch++) {
      metric(metrics, "root_loss", record.judged().loss().get(epoch), epoch, end);
    }
    metric(metrics, "split_gain", record.judged().gain().orElse(Double.NaN), 0, end);
    if (record.result().rootLoss() != null) {
      metric(metrics, "gate_root_loss_base", record.result().rootLoss().base(), 0, end);
      metric(metrics, "gate_root_loss_model", record.result().rootLoss().model(), 0, end);
    }
    metric(metrics, "clients.accepted", record.result().counts().accepted(), 0, end);
    metric(metrics, "clients.filtered", record.result().counts().filtered(), 0, end);
    metric(metrics, "clients.quarantined", record.result().counts().quarantined(), 0, end);
    metric(metrics, "clients.incomplete", record.result().counts().incomplete(), 0, end);
    for (RoundRecord.Stage stage : record.stages()) {
      metric(metrics, "stage_seconds." + stage.name(), stage.seconds(), 0, end);
    }
    ArrayNode parameters = body.putArray("params");
    Places.leftOut(record.origin().configuration()).entrySet().stream()
        .limit(MOST)
        .forEach(
            entry -> tag(parameters, entry.getKey(), shortened(String.valueOf(entry.getValue()))));
    return body;
  }

  static ObjectNode end(String run, long end) {
    return Facets.MAPPER
        .createObjectNode()
        .put("run_id", run)
        .put("status", "FINISHED")
        .put("end_time", end);
  }

  /** JSON has neither NaN nor infinity. */
  private static void metric(ArrayNode metrics, String key, double value, int step, long time) {
    if (Double.isFinite(value)) {
      metrics
          .addObject()
          .put("key", key)
          .put("value", value)
          .put("timestamp", time)
          .put("step", step);
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_PARAMETER ? text : text.substring(0, LONGEST_PARAMETER);
  }
}
