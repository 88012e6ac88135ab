package org.skymask.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Attendance;
import org.skymask.round.evaluate.Evaluation;
import org.skymask.storage.version.RoundJson;

/** What {@code --json} prints. */
final class JsonOutput {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonOutput() {}

  static String error(Failure failure) {
    return print(
        MAPPER.createObjectNode().put("error", failure.message()).put("exit", failure.exit()));
  }

  static String round(RoundResult result) {
    return print(tree(result));
  }

  /**
   * @param unused clients that have uploads for this number
   */
  static String rollback(RoundResult result, List<String> unused) {
    ObjectNode json = tree(result);
    unused.forEach(json.putArray("unusedUploads")::add);
    return print(json);
  }

  private static ObjectNode tree(RoundResult result) {
    ObjectNode json = RoundJson.toTree(result.record());
    json.put("commit", result.commit());
    json.put("directory", result.directory());
    json.put("alreadyCommitted", result.alreadyCommitted());
    return json;
  }

  /** Verdicts; and what an error has besides, where a round would end for want of uploads. */
  static String attendance(Attendance found) {
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode clients = json.putArray("clients");
    for (UploadSummary summary : found.summaries()) {
      clients
          .addObject()
          .put("client", summary.client())
          .put("verdict", summary.verdict().code())
          .put("reason", summary.reason() == null ? null : summary.reason().code())
          .put("detail", summary.detail());
    }
    json.put("round", found.round()).put("admitted", found.admitted());
    json.put("minimumClients", found.minimum());
    if (!found.isEnough()) {
      json.put("error", found.shortage()).put("exit", ExitCode.QUORUM);
    }
    return print(json);
  }

  static String evaluation(Evaluation evaluation, int version, String digest) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("examples", evaluation.examples());
    json.put("loss", evaluation.loss());
    json.put("accuracy", evaluation.accuracy());
    ArrayNode rows = json.putArray("confusion");
    for (long[] row : evaluation.confusion()) {
      ArrayNode cells = rows.addArray();
      for (long cell : row) {
        cells.add(cell);
      }
    }
    json.put("round", version);
    json.put("model", digest);
    return print(json);
  }

  static String fields(String first, @Nullable String value, String second, String other) {
    return print(MAPPER.createObjectNode().put(first, value).put(second, other));
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
