package org.skymask.storage.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.skymask.storage.Json;

/**
 * memory.json: what an aggregation rule keeps for the next round.
 *
 * @param rule that wrote it
 * @param notes by name, in single precision
 */
public record MemoryJson(String rule, Map<String, double[]> notes) {
  private static final String FORMAT = "skymask-memory/1";

  /** The document, pretty-printed, notes by name. */
  public String toJson() {
    ObjectNode json = Json.object();
    json.put("format", FORMAT).put("rule", rule);
    ObjectNode named = json.putObject("notes");
    new TreeMap<>(notes)
        .forEach(
            (name, numbers) -> {
              ArrayNode array = named.putArray(name);
              for (double number : numbers) {
                array.add((float) number);
              }
            });
    return Json.pretty(json);
  }

  /**
   * @param file for messages
   * @throws IOException that names the file and the field that is wrong
   */
  public static MemoryJson parse(String file, byte[] content) throws IOException {
    try {
      JsonNode json = Json.parse(content);
      Json.expectFormat(file, json, FORMAT);
      Map<String, double[]> notes = new TreeMap<>();
      for (Map.Entry<String, JsonNode> note : json.path("notes").properties()) {
        JsonNode array = Json.array(file, json.path("notes"), note.getKey());
        double[] numbers = new double[array.size()];
        for (int k = 0; k < numbers.length; k++) {
          if (!array.path(k).isNumber()) {
            throw new IOException(
                file + " has " + note.getKey() + " = " + array + ", expected numbers");
          }
          numbers[k] = (float) array.path(k).asDouble();
        }
        notes.put(note.getKey(), numbers);
      }
      return new MemoryJson(Json.text(file, json, "rule"), notes);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
