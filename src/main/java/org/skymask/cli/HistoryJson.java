package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skymask.history.Figure;
import org.skymask.history.History;
import org.skymask.history.JudgedRound;
import org.skymask.history.Track;
import org.skymask.history.Track.Finding;
import org.skymask.model.ClientResult;
import org.skymask.model.Recalled;
import org.skymask.model.Verdict;
import org.skymask.round.chain.HistoryJob;

/** What {@code history --json} prints. */
final class HistoryJson {
  private HistoryJson() {}

  static ObjectNode of(HistoryJob.Result result, List<Track> shown) {
    History history = result.history();
    ObjectNode json = JsonOutput.object();
    json.put("ok", result.isRight()).put("federation", result.federation());
    ArrayNode rounds = json.putArray("rounds");
    for (JudgedRound round : history.rounds()) {
      ObjectNode one = rounds.addObject();
      one.put("round", round.round()).put("attempt", round.attempt());
      one.put("outcome", round.outcome().code()).put("event", round.event());
      for (Verdict verdict : Verdict.values()) {
        one.put(
            verdict.code(),
            round.clients().stream().filter(client -> client.verdict() == verdict).count());
      }
    }
    ArrayNode clients = json.putArray("clients");
    shown.forEach(track -> client(history, track, clients.addObject()));
    json.put("tells", history.tells());
    ArrayNode drifting = json.putArray("drifting");
    shown.stream().filter(Track::drifts).forEach(track -> drifting.add(track.client()));
    result.problems().forEach(json.putArray("problems")::add);
    return json;
  }

  private static void client(History history, Track track, ObjectNode json) {
    json.put("client", track.client());
    for (Verdict verdict : Verdict.values()) {
      json.put(verdict.code(), track.count(verdict));
    }
    ObjectNode mean = json.putObject("mean");
    put(mean, "maskDensity", track.mean(client -> client.place().maskDensity()));
    put(mean, "norm", track.mean(client -> client.contribution().norm()));
    put(mean, "clipped", track.mean(client -> client.contribution().clipped()));
    put(mean, "weight", track.mean(client -> client.contribution().weight()));
    put(mean, "similarity", track.mean(client -> client.contribution().similarity()));
    ArrayNode rounds = json.putArray("rounds");
    for (int r = 0; r < history.rounds().size(); r++) {
      ClientResult found = track.results().get(r);
      if (found != null) {
        ObjectNode one = rounds.addObject();
        one.put("round", history.rounds().get(r).round());
        round(found, one);
        positions(track.positions(), r, one.putObject("positions"));
      }
    }
    ArrayNode drift = json.putArray("drift");
    track.findings().forEach(finding -> finding(finding, drift.addObject()));
  }

  private static void round(ClientResult found, ObjectNode json) {
    json.put("verdict", found.verdict().code());
    json.put("reason", found.reason() == null ? null : found.reason().code());
    put(json, "maskDensity", found.place().maskDensity());
    put(json, "norm", found.contribution().norm());
    put(json, "clipped", found.contribution().clipped());
    put(json, "weight", found.contribution().weight());
    put(json, "similarity", found.contribution().similarity());
    Recalled recalled = found.recalled();
    put(json, "evidence", recalled == null ? null : (Double) recalled.evidence());
    put(json, "curvature", recalled == null ? null : recalled.curvature());
    json.put("reversed", recalled == null ? null : recalled.reversed());
  }

  private static void positions(Map<Figure, double[]> positions, int round, ObjectNode json) {
    positions.forEach((figure, values) -> put(json, code(figure), values[round]));
  }

  private static void finding(Finding finding, ObjectNode json) {
    json.put("kind", finding.kind().code());
    json.put("figure", finding.figure() == null ? null : code(finding.figure()));
    put(json, "value", finding.value());
    json.put("sentence", finding.sentence());
  }

  private static String code(Figure figure) {
    return switch (figure) {
      case NORM -> "norm";
      case DENSITY -> "maskDensity";
      case SIMILARITY -> "similarity";
    };
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
