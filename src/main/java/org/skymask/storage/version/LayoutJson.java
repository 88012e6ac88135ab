package org.skymask.storage.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.skymask.model.Coded;
import org.skymask.model.FieldSpec;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.Role;
import org.skymask.model.Signature;
import org.skymask.model.TensorSpec;
import org.skymask.model.ValueType;
import org.skymask.storage.Json;

/**
 * layout.json (contract.md#layout). A layout is written in {@code skymask-layout/1} where that
 * format can express it, so that the same layout keeps the same bytes; other roles need {@code
 * skymask-layout/2}.
 */
public final class LayoutJson {
  private static final String FIRST = "skymask-layout/1";
  private static final String SECOND = "skymask-layout/2";

  private LayoutJson() {}

  /** The document, pretty-printed. */
  public static String write(Layout layout) {
    Signature signature = layout.signature();
    boolean first =
        signature.isClassifier()
            && layout.tensors().stream().noneMatch(t -> t.role() == Role.FROZEN || t.variance());
    ObjectNode json = Json.object();
    json.put("format", first ? FIRST : SECOND);
    if (first) {
      integers(json, "input", layout.input());
    } else {
      ArrayNode inputs = json.putArray("inputs");
      signature.inputs().forEach(input -> field(inputs.addObject(), input));
      field(json.putObject("target"), signature.target());
      json.put("loss", signature.loss().code());
    }
    if (signature.classes() != null) {
      json.put("classes", signature.classes());
    }
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

  private static void field(ObjectNode node, FieldSpec field) {
    node.put("name", field.name()).put("type", field.type().code());
    integers(node, "shape", field.shape());
    if (field.below() != null) {
      node.put("below", field.below());
    }
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
        Json.expectFormat(file, json, FIRST, SECOND);
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
      return new Layout(
          second
              ? signature(file, json)
              : Signature.classifier(
                  integers(file, json, "input"), Json.integer(file, json, "classes")),
          tensors);
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
    String what =
        file + " has the role " + found + " for the tensor " + tensor.path("name").asText();
    return coded(what, found, Role.class);
  }

  private static Signature signature(String file, JsonNode json) throws IOException {
    List<FieldSpec> inputs = new ArrayList<>();
    for (JsonNode input : Json.array(file, json, "inputs")) {
      inputs.add(field(file, input));
    }
    String found = Json.text(file, json, "loss");
    LossFunction loss = coded(file + " has the loss " + found, found, LossFunction.class);
    return new Signature(
        inputs,
        field(file, json.path("target")),
        loss,
        json.has("classes") ? Json.integer(file, json, "classes") : null);
  }

  private static FieldSpec field(String file, JsonNode node) throws IOException {
    String name = Json.text(file, node, "name");
    String found = Json.text(file, node, "type");
    String what = file + " has the type " + found + " for " + name;
    ValueType type = coded(what, found, ValueType.class);
    return new FieldSpec(
        name,
        type,
        integers(file, node, "shape"),
        node.has("below") ? Json.integer(file, node, "below") : null);
  }

  /**
   * @param what beginning of the message, up to the value that was found
   */
  private static <E extends Enum<E> & Coded> E coded(String what, String found, Class<E> type)
      throws IOException {
    return Coded.find(type, found)
        .orElseThrow(
            () ->
                new IOException(
                    what + ", expected one of " + String.join(", ", Coded.codes(type))));
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
