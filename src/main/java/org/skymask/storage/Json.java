package org.skymask.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Small JSON documents of our own, read with errors that name the file and the field. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static String pretty(ObjectNode json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static JsonNode parse(byte[] content) throws IOException {
    return MAPPER.readTree(content);
  }

  /**
   * @param formats of which the document must have one
   */
  public static void expectFormat(String file, JsonNode json, String... formats)
      throws IOException {
    String expected = String.join(" or ", formats);
    if (!json.isObject()) {
      String what = json.isMissingNode() ? "is empty" : "is not a JSON object";
      throw new IOException(file + " " + what + ", expected a document of format " + expected);
    }
    String found = json.path("format").asText("nothing");
    if (!List.of(formats).contains(found)) {
      throw new IOException(file + " has the format " + found + ", expected " + expected);
    }
  }

  public static String text(String file, JsonNode json, String field) throws IOException {
    return expect(file, json, field, json.path(field).isTextual(), "a string").asText();
  }

  public static int integer(String file, JsonNode json, String field) throws IOException {
    JsonNode value = json.path(field);
    boolean fits = value.isIntegralNumber() && value.canConvertToInt();
    return expect(file, json, field, fits, "an integer").intValue();
  }

  public static long number(String file, JsonNode json, String field) throws IOException {
    JsonNode value = json.path(field);
    boolean fits = value.isIntegralNumber() && value.canConvertToLong();
    return expect(file, json, field, fits, "an integer").longValue();
  }

  public static boolean flag(String file, JsonNode json, String field) throws IOException {
    return expect(file, json, field, json.path(field).isBoolean(), "true or false").booleanValue();
  }

  public static JsonNode array(String file, JsonNode json, String field) throws IOException {
    return expect(file, json, field, json.path(field).isArray(), "an array");
  }

  private static JsonNode expect(
      String file, JsonNode json, String field, boolean fits, String what) throws IOException {
    JsonNode value = json.path(field);
    if (!fits) {
      String found = value.isMissingNode() ? "no " + field : field + " = " + value;
      throw new IOException(file + " has " + found + ", expected " + what);
    }
    return value;
  }
}
