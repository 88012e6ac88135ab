package org.skymask.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests to one server, by the JDK's own client. */
final class JsonHttp {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST_ERROR = 300;

  private final String base;
  private final @Nullable String bearerFile;
  private final Duration timeout;
  private @Nullable HttpClient client;

  /** What a server answered that did not do as it was asked. */
  static final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    StatusException(String message, int status) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * @param base URL without a slash at its end
   * @param bearerFile holds a token; null where none is sent
   * @param timeout of a request
   */
  JsonHttp(String base, @Nullable String bearerFile, Duration timeout) {
    this.base = base;
    this.bearerFile = bearerFile;
    this.timeout = timeout;
  }

  /**
   * @throws StatusException where the answer's status is not 2xx
   */
  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(path, "POST", "application/json", MAPPER.writeValueAsString(body));
  }

  /**
   * @throws StatusException where the answer's status is not 2xx
   */
  JsonNode get(String path) throws IOException, InterruptedException {
    return send(path, "GET", "application/json", "");
  }

  /**
   * @throws StatusException where the answer's status is not 2xx
   */
  JsonNode put(String path, String type, String body) throws IOException, InterruptedException {
    return send(path, "PUT", type, body);
  }

  private JsonNode send(String path, String method, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("Content-Type", type)
            .method(
                method,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8));
    if (bearerFile != null) {
      request.header("Authorization", "Bearer " + Files.readString(Path.of(bearerFile)).strip());
    }
    HttpResponse<String> response = client().send(request.build(), BodyHandlers.ofString(UTF_8));
    if (response.statusCode() / 100 != 2) {
      throw new StatusException(
          method + " " + path + ": status " + response.statusCode() + " " + shortened(response),
          response.statusCode());
    }
    return response.body().startsWith("{")
        ? MAPPER.readTree(response.body())
        : MAPPER.createObjectNode();
  }

  /** Not before it is needed: a client starts a thread. */
  private HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(timeout)
              .build();
    }
    return client;
  }

  private static String shortened(HttpResponse<String> response) {
    String text = response.body().replaceAll("\\s+", " ").strip();
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
  }
}
