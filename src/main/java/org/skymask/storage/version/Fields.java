package org.skymask.storage.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Coded;

/**
 * The fields of a JSON object of round.json, read leniently where they are absent and strictly
 * where they have the wrong type.
 *
 * @param path of this object from the top, for messages; empty at the top
 */
record Fields(JsonNode object, String path) {

  Fields {
    check(object, path.isEmpty() ? "the whole" : path, JsonNode::isObject, "an object");
  }

  /** Whether the field is there and not null. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  int integer(String name) {
    Predicate<JsonNode> whole = node -> node.isIntegralNumber() && node.canConvertToInt();
    return check(object.path(name), at(name), whole, "an integer").intValue();
  }

  int integer(String name, int absent) {
    return has(name) ? integer(name) : absent;
  }

  String text(String name) {
    return check(object.path(name), at(name), JsonNode::isTextual, "a text").textValue();
  }

  /** One of the values that have codes. */
  <E extends Enum<E> & Coded> E code(String name, Class<E> type) {
    String code = text(name);
    check(
        object.path(name),
        at(name),
        node -> Coded.find(type, code).isPresent(),
        "one of " + String.join(", ", Coded.codes(type)));
    return Coded.of(type, code);
  }

  String textOrEmpty(String name) {
    return has(name) ? text(name) : "";
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  boolean flag(String name) {
    return has(name)
        && check(object.path(name), at(name), JsonNode::isBoolean, "true or false").booleanValue();
  }

  /** NaN where the field is absent or null. */
  double number(String name) {
    return number(object.path(name), at(name));
  }

  OptionalDouble numberIfKnown(String name) {
    double number = number(name);
    return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  List<Double> numbers(String name) {
    return list(name, (node, where) -> number(node, where));
  }

  List<String> texts(String name) {
    return list(name, (node, where) -> check(node, where, JsonNode::isTextual, "a text").asText());
  }

  <T> List<T> objects(String name, Function<Fields, T> read) {
    return list(name, (node, where) -> read.apply(new Fields(node, where)));
  }

  /** The inner object; one without fields where it is absent or null. */
  Fields inner(String name) {
    JsonNode node = has(name) ? object.get(name) : RoundJson.MAPPER.createObjectNode();
    return new Fields(node, at(name));
  }

  /** All fields in their order, as plain Java values. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    object.fields().forEachRemaining(field -> values.put(field.getKey(), plain(field.getValue())));
    return values;
  }

  /** All fields in their order, which must be texts. */
  Map<String, String> textValues() {
    Map<String, String> values = new LinkedHashMap<>();
    object.fieldNames().forEachRemaining(name -> values.put(name, text(name)));
    return values;
  }

  @SuppressWarnings("NullAway") // JSON null is a Java null in the plain map
  private static Object plain(JsonNode node) {
    return RoundJson.MAPPER.convertValue(node, Object.class);
  }

  private static double number(JsonNode node, String where) {
    if (node.isMissingNode() || node.isNull()) {
      return Double.NaN;
    }
    return check(node, where, JsonNode::isNumber, "a number or null").doubleValue();
  }

  private <T> List<T> list(String name, Element<T> read) {
    JsonNode array = has(name) ? object.get(name) : MissingNode.getInstance();
    if (!array.isMissingNode()) {
      check(array, at(name), JsonNode::isArray, "a list");
    }
    List<T> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      values.add(read.apply(array.get(i), at(name) + "[" + i + "]"));
    }
    return List.copyOf(values);
  }

  private interface Element<T> {
    T apply(JsonNode node, String where);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static JsonNode check(
      JsonNode node, String where, Predicate<JsonNode> test, String expected) {
    if (!test.test(node)) {
      String found = node.isMissingNode() ? "missing" : node.toString();
      String shown = found.length() > 80 ? found.substring(0, 80) + "…" : found;
      throw new IllegalArgumentException(where + " is " + shown + ", expected " + expected);
    }
    return node;
  }
}
