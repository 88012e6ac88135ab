package org.skymask.storage.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.skymask.model.RoundRecord;

/**
 * round.json: a {@link RoundRecord} with the fields of contract.md#round in their order. The same
 * record gives the same bytes. JSON has no NaN and no infinity: both are written as null, and null
 * is read as NaN.
 */
public final class RoundJson {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private RoundJson() {}

  /** The content of round.json: indented, keys in a fixed order, a newline at the end. */
  public static String toJson(RoundRecord round) {
    return print(toTree(round));
  }

  /** The same as a tree, for callers that add to it. */
  public static ObjectNode toTree(RoundRecord round) {
    return new RoundWriter(MAPPER.getNodeFactory()).write(round);
  }

  /** A tree as round.json is printed. */
  public static String print(ObjectNode tree) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be printed", e);
    }
  }

  /**
   * Reads a round.json of this or another version: unknown fields are ignored, absent ones are
   * empty (lists, texts, maps), NaN (numbers) or null (where the record allows it).
   *
   * @param file for messages
   * @throws IOException that names the file and the field, where the content is no JSON object, a
   *     value has another type than expected, or {@code round} or {@code outcome} is missing
   */
  public static RoundRecord parse(String file, byte[] content) throws IOException {
    try {
      return RoundReader.read(new Fields(MAPPER.readTree(content), ""));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
