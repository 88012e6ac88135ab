package org.skymask.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Optional;
import org.skymask.observe.JsonHttp.StatusException;

/** MLflow's REST interface, as far as it is used here. */
final class MlflowApi {
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

  /** How a run's place begins where the server itself keeps artifacts. */
  private static final String SERVED = "mlflow-artifacts:/";

  private static final int REFUSED = 400;
  private static final int NOT_FOUND = 404;

  private final JsonHttp server;

  MlflowApi(JsonHttp server) {
    this.server = server;
  }

  static ObjectNode body() {
    return Facets.MAPPER.createObjectNode();
  }

  JsonNode post(String method, ObjectNode body) throws IOException, InterruptedException {
    return server.post(API + method, body);
  }

  /**
   * What there is.
   *
   * @return empty where the server answers that it does not exist
   */
  Optional<JsonNode> find(String query) throws IOException, InterruptedException {
    try {
      return Optional.of(server.get(API + query));
    } catch (StatusException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** As {@link #find}, of a server that answers 400 where there is nothing of that name. */
  Optional<JsonNode> findOrRefused(String query) throws IOException, InterruptedException {
    try {
      return find(query);
    } catch (StatusException e) {
      if (e.status() == REFUSED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Puts a text among a run's artifacts, where the server keeps those itself.
   *
   * @param place of the run's artifacts
   */
  void artifact(String place, String name, String type, String content)
      throws IOException, InterruptedException {
    if (place.startsWith(SERVED) && !content.isEmpty()) {
      server.put(ARTIFACTS + place.substring(SERVED.length()) + "/" + name, type, content);
    }
  }

  static String quoted(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  static String text(JsonNode json, String field) throws IOException {
    String text = json.path(field).asText("");
    if (text.isEmpty()) {
      throw new IOException("the answer has no " + field + ": is this an MLflow server?");
    }
    return text;
  }
}
