package org.skymask.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skymask.model.RoundRecord;
import org.skymask.round.RoundResult;

/**
 * The registered model of a federation. Each committed version becomes one of its versions, whose
 * source is the attempt. The alias {@code best} is that of the lowest root loss; from the first
 * {@code evaluate} on, of the lowest loss that {@code evaluate} has found.
 */
final class MlflowRegistry {
  static final String BEST = "best";

  private static final String ROOT_LOSS = "root_loss";
  private static final String EVALUATED_LOSS = "evaluation_loss";

  /** As many as the server gives in one answer. */
  private static final int LATEST = 200;

  private final MlflowApi server;
  private final String name;

  MlflowRegistry(MlflowApi server, String name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Makes a version.
   *
   * @param run that it comes from
   * @param artifacts of the run: the source where the attempt is a local directory, because a
   *     server takes no other local ones
   */
  void register(RoundResult result, String run, String artifacts)
      throws IOException, InterruptedException {
    if (server.find("registered-models/get?name=" + MlflowApi.quoted(name)).isEmpty()) {
      server.post("registered-models/create", MlflowApi.body().put("name", name));
    }
    ObjectNode body = MlflowApi.body().put("name", name).put("run_id", run);
    body.put("source", isLocal(result.directory()) ? artifacts : result.directory());
    tags(body.putArray("tags"), result);
    JsonNode made = server.post("model-versions/create", body).path("model_version");
    String version = MlflowApi.text(made, "version");
    Optional<JsonNode> best = best();
    OptionalDouble loss = rootLoss(result.record());
    if (best.isEmpty()
        || (tag(best.get(), EVALUATED_LOSS).isEmpty()
            && isLess(loss, tag(best.get(), ROOT_LOSS)))) {
      point(version);
    }
  }

  private static boolean isLocal(String directory) {
    return directory.startsWith("file:") || !directory.contains(":/");
  }

  private static void tags(ArrayNode tags, RoundResult result) {
    RoundRecord record = result.record();
    tag(tags, "federation", record.identity().federation());
    tag(tags, "round", String.valueOf(record.identity().round()));
    tag(tags, "attempt", record.identity().attempt());
    tag(tags, "outcome", record.result().outcome().code());
    tag(tags, "digest", String.valueOf(record.result().model()));
    tag(tags, "directory", result.directory());
    tag(tags, "accepted", String.valueOf(record.result().counts().accepted()));
    tag(tags, "filtered", String.valueOf(record.result().counts().filtered()));
    tag(tags, "quarantined", String.valueOf(record.result().counts().quarantined()));
    rootLoss(record).ifPresent(loss -> tag(tags, ROOT_LOSS, String.valueOf(loss)));
  }

  private static void tag(ArrayNode tags, String key, String value) {
    tags.addObject().put("key", key).put("value", value);
  }

  private static OptionalDouble rootLoss(RoundRecord record) {
    return record.result().rootLoss() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(record.result().rootLoss().model());
  }

  /** Takes what {@code evaluate} has found: into the version's tags and its run's metrics. */
  void evaluated(Evaluated found, long when) throws IOException, InterruptedException {
    JsonNode version = ofModel(found.model()).orElse(null);
    if (version == null) {
      throw new IOException("the registered model " + name + " has no version of " + found.model());
    }
    Optional<JsonNode> best = best();
    String number = MlflowApi.text(version, "version");
    set(number, EVALUATED_LOSS, found.loss());
    metric(version, EVALUATED_LOSS, found.loss(), when);
    for (Evaluated.Number measure : found.finite()) {
      set(number, measure.name(), measure.value());
      metric(version, measure.name(), measure.value(), when);
    }
    if (best.isEmpty()
        || isLess(OptionalDouble.of(found.loss()), tag(best.get(), EVALUATED_LOSS))) {
      point(number);
    }
  }

  /** The newest version of a digest. */
  private Optional<JsonNode> ofModel(String digest) throws IOException, InterruptedException {
    String query =
        "model-versions/search?max_results="
            + LATEST
            + "&order_by="
            + MlflowApi.quoted("version_number DESC")
            + "&filter="
            + MlflowApi.quoted("name='" + name.replace("'", "''") + "'");
    JsonNode found = server.find(query).orElseGet(MlflowApi::body).path("model_versions");
    for (JsonNode version : found) {
      if (digest.equals(text(version, "digest"))) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  private void set(String version, String key, double value)
      throws IOException, InterruptedException {
    ObjectNode body = MlflowApi.body().put("name", name).put("version", version);
    server.post("model-versions/set-tag", body.put("key", key).put("value", String.valueOf(value)));
  }

  private void metric(JsonNode version, String key, double value, long when)
      throws IOException, InterruptedException {
    ObjectNode body = MlflowApi.body().put("run_id", MlflowApi.text(version, "run_id"));
    server.post("runs/log-metric", body.put("key", key).put("value", value).put("timestamp", when));
  }

  private Optional<JsonNode> best() throws IOException, InterruptedException {
    String query = "registered-models/alias?name=" + MlflowApi.quoted(name) + "&alias=" + BEST;
    return server
        .findOrRefused(query)
        .map(found -> found.path("model_version"))
        .filter(found -> !found.path("version").asText("").isEmpty());
  }

  private void point(String version) throws IOException, InterruptedException {
    ObjectNode body = MlflowApi.body().put("name", name).put("alias", BEST);
    server.post("registered-models/alias", body.put("version", version));
  }

  /** Less than another, or there is no other. */
  private static boolean isLess(OptionalDouble value, OptionalDouble other) {
    return value.isPresent() && (other.isEmpty() || value.getAsDouble() < other.getAsDouble());
  }

  private static OptionalDouble tag(JsonNode version, String key) {
    try {
      return OptionalDouble.of(Double.parseDouble(text(version, key)));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static String text(JsonNode version, String key) {
    for (JsonNode tag : version.path("tags")) {
      if (tag.path("key").asText().equals(key)) {
        return tag.path("value").asText();
      }
    }
    return "";
  }
}
