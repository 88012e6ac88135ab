package org.skymask.storage.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.skymask.model.Layout;
import org.skymask.model.Role;
import org.skymask.model.TensorSpec;
import org.skymask.storage.Json;

/**
 * layout.json (contract.md#layout). A layout is written in {@code skymask-layout/1} where that
 * format can express it, so that the same layout keeps the same bytes; other roles need {@code
 * skymask-layout/2}.
 */
public final class LayoutJson {
  private static final String FIRST = "skymask-layout/1";
  private static final String SECOND = "skymask-layout/2";

  private static final String INPUT = "features";
  private static final String TARGET = "label";
  private static final String LOSS = "cross-entropy";

  private LayoutJson() {}

  /** The document, pretty-printed. */
  public static String write(Layout layout) {
    boolean first =
        layout.tensors().stream().noneMatch(t -> t.role() == Role.FROZEN || t.variance());
    ObjectNode json = Json.object();
    json.put("format", first ? FIRST : SECOND);
    if (first) {
      integers(json, "input", layout.input());
    } else {
      ObjectNode input = json.putArray("inputs").addObject();
      integers(input.put("name", INPUT).put("type", "float32"), "shape", layout.input());
      integers(
          json.putObject("target").put("name", TARGET).put("type", "int64"), "shape", List.of());
      json.put("loss", LOSS);
    }
    json.put("classes", layout.classes());
    ArrayNode tensors = json.putArray("tensors");
    for (TensorSpec tensor : layout.tensors()) {
      ObjectNode node = tensors.addObject();
      node.put("name", tensor.name());
      integers(node, "shape", tensor.shape());
      if (first) {
        node.put("trainable", tensor.trainable());
      } else {
        node.put("role", tensor.role().code());
      }
      if (tensor.variance()) {
        node.put("variance", true);
      }
    }
    return Json.pretty(json);
  }

  private static void integers(ObjectNode node, String field, List<Integer> values) {
    ArrayNode array = node.putArray(field);
    values.forEach(array::add);
  }

  /**
   * @param file for messages
   * @throws IOException that names the file and the field that is wrong
   */
  public static Layout parse(String file, byte[] content) throws IOException {
    try {
      JsonNode json = Json.parse(content);
      boolean second = json.path("format").asText().equals(SECOND);
      if (!second) {
        Json.expectFormat(file, json, FIRST);
      }
      List<TensorSpec> tensors = new ArrayList<>();
      for (JsonNode node : Json.array(file, json, "tensors")) {
        tensors.add(
            new TensorSpec(
                Json.text(file, node, "name"),
                integers(file, node, "shape"),
                role(file, node),
                node.has("variance") && Json.flag(file, node, "variance")));
      }
      int classes = Json.integer(file, json, "classes");
      return new Layout(
          second ? input(file, json) : integers(file, json, "input"), classes, tensors);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** The role; where only {@code trainable} is given, its opposite is state. */
  private static Role role(String file, JsonNode tensor) throws IOException {
    if (!tensor.has("role")) {
      return Json.flag(file, tensor, "trainable") ? Role.TRAINABLE : Role.STATE;
    }
    String found = Json.text(file, tensor, "role");
    return Arrays.stream(Role.values())
        .filter(role -> role.code().equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    file
                        + " has the role "
                        + found
                        + " for the tensor "
                        + tensor.path("name").asText()
                        + ", expected one of "
                        + Arrays.stream(Role.values())
                            .map(Role::code)
                            .collect(Collectors.joining(", "))));
  }

  /** The shape of the single input of a classifier; other models are not read yet. */
  private static List<Integer> input(String file, JsonNode json) throws IOException {
    JsonNode inputs = Json.array(file, json, "inputs");
    expect(file, "inputs of length", String.valueOf(inputs.size()), "1");
    JsonNode input = inputs.path(0);
    expect(file, "an input named", Json.text(file, input, "name"), INPUT);
    expect(file, "an input of type", Json.text(file, input, "type"), "float32");
    expect(file, "the loss", Json.text(file, json, "loss"), LOSS);
    JsonNode target = json.path("target");
    expect(file, "a target named", Json.text(file, target, "name"), TARGET);
    expect(file, "a target of type", Json.text(file, target, "type"), "int64");
    expect(file, "a target of shape", integers(file, target, "shape").toString(), "[]");
    return integers(file, input, "shape");
  }

  private static void expect(String file, String what, String found, String expected)
      throws IOException {
    if (!found.equals(expected)) {
      throw new IOException(file + " has " + what + " " + found + ", expected " + expected);
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
