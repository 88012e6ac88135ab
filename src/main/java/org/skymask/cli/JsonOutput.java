package org.skymask.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What {@code --json} prints. */
final class JsonOutput {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonOutput() {}

  static String error(Failure failure) {
    return print(
        MAPPER.createObjectNode().put("error", failure.message()).put("exit", failure.exit()));
  }

  /** JSON has no NaN: null stands for it. */
  static void number(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }

  static String versions(Map<String, String> versions) {
    ObjectNode json = MAPPER.createObjectNode();
    versions.forEach(json::put);
    return print(json);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String print(ObjectNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
