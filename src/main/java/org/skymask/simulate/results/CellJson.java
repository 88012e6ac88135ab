package org.skymask.simulate.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** cell.json: the result of a cell, whose being there says that the cell is finished. */
final class CellJson {
  static final String FORMAT = "skymask-cell/1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CellJson() {}

  static String write(CellResult result) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT).put("cell", result.cell());
    if (result.materials() != null) {
      json.put("materials", result.materials());
    }
    if (result.model() != null) {
      json.put("model", result.model());
    }
    ObjectNode versions = json.putObject("versions");
    new TreeMap<>(result.versions()).forEach(versions::put);
    json.set("rounds", MAPPER.valueToTree(result.rows().stream().map(Columns::values).toList()));
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  /**
   * @throws IOException that names the file and what is wrong with it
   */
  static CellResult parse(String file, byte[] content) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(content);
      if (!FORMAT.equals(json.path("format").asText())) {
        throw new IOException(
            file + " has the format " + json.path("format") + ", expected " + FORMAT);
      }
      Map<String, String> versions = new TreeMap<>();
      json.path("versions")
          .fields()
          .forEachRemaining(entry -> versions.put(entry.getKey(), entry.getValue().asText()));
      List<RoundRow> rows = new ArrayList<>();
      for (JsonNode row : json.path("rounds")) {
        rows.add(Columns.row(row));
      }
      return new CellResult(
          json.path("cell").asText(),
          json.path("materials").asText(null),
          json.path("model").asText(null),
          versions,
          rows);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
