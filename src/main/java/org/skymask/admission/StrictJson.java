package org.skymask.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * JSON from strangers: one object in UTF-8, no name twice in an object, nothing after it, at most
 * 16 levels deep, numbers of at most 40 digits. The length of the document is the caller's to
 * bound.
 */
final class StrictJson {
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxNumberLength(40)
          .maxStringLength(1 << 24)
          .build();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * Parses one document.
   *
   * @param what the document, for the message
   * @param reason to refuse with
   */
  public static JsonNode object(byte[] content, String what, Reason reason)
      throws RefusedException {
    JsonNode json;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      json = MAPPER.readTree(text);
    } catch (CharacterCodingException e) {
      throw new RefusedException(reason, what + " is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new RefusedException(reason, what + " is not strict JSON: " + e.getOriginalMessage());
    }
    if (!json.isObject()) {
      throw new RefusedException(reason, what + " is not a JSON object");
    }
    return json;
  }

  /** A string of the object. */
  public static String text(JsonNode json, String field, String what, Reason reason)
      throws RefusedException {
    JsonNode value = json.path(field);
    return expect(value.isTextual(), value, field, "a string", what, reason).asText();
  }

  /** An integer of the object, within bounds. */
  public static long integer(
      JsonNode json, String field, long least, long most, String what, Reason reason)
      throws RefusedException {
    JsonNode value = json.path(field);
    boolean fits =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= least
            && value.longValue() <= most;
    String expected = "an integer from " + least + " to " + most;
    return expect(fits, value, field, expected, what, reason).longValue();
  }

  /** An array of objects, not empty. */
  public static JsonNode objects(JsonNode json, String field, String what, Reason reason)
      throws RefusedException {
    JsonNode value = json.path(field);
    boolean fits = value.isArray() && !value.isEmpty();
    expect(fits, value, field, "an array of objects", what, reason);
    for (JsonNode element : value) {
      expect(element.isObject(), element, field, "an array of objects", what, reason);
    }
    return value;
  }

  private static JsonNode expect(
      boolean fits, JsonNode value, String field, String expected, String what, Reason reason)
      throws RefusedException {
    if (fits) {
      return value;
    }
    String shown = value.isContainerNode() ? value.getNodeType().name() : value.toString();
    String found = value.isMissingNode() ? "no " + field : field + " = " + shown;
    throw new RefusedException(reason, what + " has " + found + ", expected " + expected);
  }
}
