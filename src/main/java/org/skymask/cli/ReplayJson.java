package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.round.evaluate.Evaluation;
import org.skymask.round.replay.Replay;
import org.skymask.round.replay.Replay.Distance;
import org.skymask.round.replay.Replay.Quality;
import org.skymask.round.replay.Replay.Row;

/** What {@code replay --json} prints. */
final class ReplayJson {
  private ReplayJson() {}

  static ObjectNode of(Replay replay) {
    ObjectNode json = JsonOutput.object();
    json.put("ok", replay.isRight()).put("federation", replay.then().identity().federation());
    json.put("round", replay.then().identity().round())
        .put("attempt", replay.then().identity().attempt());
    json.put("aggregator", replay.then().judged().aggregatorOrEmpty());
    json.put("model", replay.then().result().model())
        .put("baseModel", replay.then().identity().baseModel());
    ArrayNode changed = json.putArray("changed");
    replay
        .changed()
        .forEach(one -> changed.addObject().put("client", one.client()).put("how", one.how()));
    row(replay.committed(), json.putObject("committed"));
    ArrayNode variants = json.putArray("variants");
    replay.variants().forEach(row -> row(row, variants.addObject()));
    return json;
  }

  private static void row(Row row, ObjectNode json) {
    json.put("name", row.name()).put("end", row.end().code());
    json.put("why", row.why());
    row.differs().forEach(json.putArray("differs")::add);
    json.put("same", row.same());
    distance(json, "fromCommitted", row.fromCommitted());
    distance(json, "fromBase", row.fromBase());
    quality(json, row.quality());
    put(json, "seconds", row.seconds().orElse(Double.NaN));
    ArrayNode clients = json.putArray("clients");
    for (ClientResult client : row.clients()) {
      ObjectNode one = clients.addObject();
      one.put("client", client.client()).put("verdict", client.verdict().code());
      one.put("reason", client.reason() == null ? null : client.reason().code());
      put(one, "weight", client.contribution().weight());
      put(one, "maskDensity", client.place().maskDensity());
      put(one, "similarity", client.contribution().similarity());
    }
  }

  private static void distance(ObjectNode json, String name, @Nullable Distance distance) {
    if (distance == null) {
      json.putNull(name);
    } else {
      ObjectNode object = json.putObject(name);
      put(object, "length", distance.length());
      put(object, "relative", distance.relative().orElse(Double.NaN));
    }
  }

  private static void quality(ObjectNode json, @Nullable Quality quality) {
    Evaluation evaluation = quality == null ? null : quality.evaluation();
    put(json, "rootLoss", quality == null ? Double.NaN : quality.rootLoss());
    put(json, "loss", evaluation == null ? Double.NaN : evaluation.loss());
    if (evaluation == null) {
      json.putNull("accuracy");
    } else {
      evaluation.measures().all().forEach(measure -> put(json, measure.name(), measure.value()));
    }
  }

  /** JSON has no NaN: null stands for it. */
  private static void put(ObjectNode json, String name, @Nullable Double value) {
    if (value != null && Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }
}
