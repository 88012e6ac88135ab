package org.skymask.storage.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skymask.model.Assessment;
import org.skymask.model.Assessment.Score;
import org.skymask.storage.Json;

/** Writes and reads evaluation.json. */
public final class AssessmentJson {
  private static final String FORMAT = "skymask-evaluation/1";

  private AssessmentJson() {}

  /** The document; what is not a finite number is null there. */
  public static String toJson(Assessment found) {
    ObjectNode json = Json.object();
    json.put("format", FORMAT).put("model", found.model()).put("examples", found.examples());
    put(json, "loss", found.loss());
    ObjectNode measures = json.putObject("measures");
    found.measures().forEach(score -> put(measures, score.name(), score.value()));
    return Json.pretty(json);
  }

  private static void put(ObjectNode json, String name, double value) {
    json.put(name, Double.isFinite(value) ? (Double) value : null);
  }

  /**
   * @param file for messages
   * @throws IOException that names the file and the field that is wrong
   */
  public static Assessment parse(String file, byte[] content) throws IOException {
    JsonNode json;
    try {
      json = Json.parse(content);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    Json.expectFormat(file, json, FORMAT);
    JsonNode measures = json.path("measures");
    if (!measures.isObject()) {
      throw new IOException(file + " has no measures, expected an object");
    }
    List<Score> scores = new ArrayList<>();
    for (Map.Entry<String, JsonNode> measure : measures.properties()) {
      scores.add(new Score(measure.getKey(), number(file, measure.getKey(), measure.getValue())));
    }
    return new Assessment(
        Json.text(file, json, "model"),
        Json.number(file, json, "examples"),
        number(file, "loss", json.path("loss")),
        scores);
  }

  private static double number(String file, String field, JsonNode value) throws IOException {
    if (value.isNull()) {
      return Double.NaN;
    }
    if (!value.isNumber()) {
      String found = value.isMissingNode() ? "no " + field : field + " = " + value;
      throw new IOException(file + " has " + found + ", expected a number or null");
    }
    return value.doubleValue();
  }
}
