package org.skymask.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** layout.json (contract.md, Published model). */
public final class LayoutJson {
  private static final String FORMAT = "skymask-layout/1";

  private LayoutJson() {}

  /** The document, pretty-printed. */
  public static String write(Layout layout) {
    ObjectNode json = Json.object();
    json.put("format", FORMAT);
    ArrayNode input = json.putArray("input");
    layout.input().forEach(input::add);
    json.put("classes", layout.classes());
    ArrayNode tensors = json.putArray("tensors");
    for (TensorSpec tensor : layout.tensors()) {
      ObjectNode node = tensors.addObject();
      node.put("name", tensor.name());
      ArrayNode shape = node.putArray("shape");
      tensor.shape().forEach(shape::add);
      node.put("trainable", tensor.trainable());
    }
    return Json.pretty(json);
  }

  /**
   * @param file for messages
   * @throws IOException that names the file and the field that is wrong
   */
  public static Layout parse(String file, byte[] content) throws IOException {
    try {
      JsonNode json = Json.parse(content);
      Json.expectFormat(file, json, FORMAT);
      List<TensorSpec> tensors = new ArrayList<>();
      for (JsonNode node : Json.array(file, json, "tensors")) {
        tensors.add(
            new TensorSpec(
                Json.text(file, node, "name"),
                integers(file, node, "shape"),
                Json.flag(file, node, "trainable")));
      }
      int classes = Json.integer(file, json, "classes");
      return new Layout(integers(file, json, "input"), classes, tensors);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Integer> integers(String file, JsonNode node, String field)
      throws IOException {
    List<Integer> values = new ArrayList<>();
    for (JsonNode value : Json.array(file, node, field)) {
      if (!value.canConvertToInt() || !value.isIntegralNumber()) {
        throw new IOException(file + ": " + field + " holds " + value + ", expected integers");
      }
      values.add(value.intValue());
    }
    return values;
  }
}
