package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.RecordingServer;
import org.skymask.fixture.RecordingServer.Answer;
import org.skymask.fixture.RecordingServer.Request;

/** A round as those see it who look on: Spark's UI, Prometheus, OpenLineage, MLflow, the log. */
class ObserveIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TestFederation digits;
  private Path directory;

  @BeforeEach
  void aFederation(@TempDir Path temporary) {
    directory = temporary;
    digits = TestFederation.digits(temporary);
  }

  private static String get(String url) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      HttpClient client =
          HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the UI of the Spark that runs in this JVM shows. */
  private static String ui(String path) {
    return get(SparkContext.getOrCreate().uiWebUrl().get() + path);
  }

  /** An OpenLineage and MLflow server that looks at Spark's UI when it is told something. */
  private static Answer look(Request request, Map<String, String> seen) {
    if (request.path().equals("/api/v1/lineage")) {
      seen.putIfAbsent("begun", ui("/metrics/prometheus"));
      return new Answer(201, "");
    }
    if (request.path().endsWith("runs/create")) {
      seen.put("ended", ui("/metrics/prometheus"));
      String id = SparkContext.getOrCreate().applicationId();
      seen.put("jobs", ui("/api/v1/applications/" + id + "/jobs"));
    }
    return Answer.of(
        "{\"experiment\": {\"experiment_id\": \"1\"}, \"run\": {\"info\": {\"run_id\": \"r\"}}}");
  }

  @Test
  void everybodyIsToldOfARound() throws IOException {
    Map<String, String> seen = new ConcurrentHashMap<>();
    Path figures = directory.resolve("digits.prom");
    try (RecordingServer server = RecordingServer.start(request -> look(request, seen))) {
      Run round =
          Run.of(
              digits,
              "round",
              "--json",
              "-D",
              "spark.ui.enabled=true",
              "-D",
              "spark.ui.port=0",
              "-D",
              "spark.metrics.conf=conf/metrics.properties",
              "-D",
              "observe.timeout=1h",
              "-D",
              "observe.site=after-round",
              "-D",
              "observe.openlineage.url=" + server.url(),
              "-D",
              "observe.mlflow.url=" + server.url(),
              "-D",
              "observe.prometheus.pushgateway=" + server.url(),
              "-D",
              "observe.prometheus.file=" + figures);
      assertThat(round.exit()).as(round.err()).isZero();
      String attempt = round.json().path("attempt").asText();
      spark(seen);
      lineage(server, attempt);
      assertThat(server.requests())
          .filteredOn(request -> request.path().endsWith("runs/update"))
          .hasSize(1);
    }
    assertThat(Files.readString(digits.models().resolve("index.html")))
        .contains("Version 1 is the newest", "report.html");
    assertThat(Files.readString(figures))
        .contains("skymask_clients{federation=\"digits-signflip\",verdict=\"filtered\"} 3\n")
        .contains("skymask_round_exit_code{federation=\"digits-signflip\"} 0\n")
        .containsPattern("skymask_stage_seconds\\{.*stage=\"train-masks\"} [0-9.]+\n");
  }

  private static void spark(Map<String, String> seen) throws IOException {
    assertThat(seen.getOrDefault("begun", ""))
        .contains("metrics_skymask_driver_round_round_Number");
    assertThat(seen.getOrDefault("ended", "").lines())
        .contains("metrics_skymask_driver_round_round_Number{type=\"gauges\"} 1.0")
        .contains("metrics_skymask_driver_round_clients_accepted_Number{type=\"gauges\"} 9.0")
        .contains("metrics_skymask_driver_round_clients_filtered_Number{type=\"gauges\"} 3.0")
        .contains(
            "metrics_skymask_driver_round_clients_left_out_masked_out_Number{type=\"gauges\"} 3.0")
        .contains("metrics_skymask_driver_round_mask_epochs_Number{type=\"gauges\"} 20.0")
        .contains("metrics_skymask_driver_round_outcome_committed_Number{type=\"gauges\"} 1.0")
        .contains("metrics_skymask_driver_round_round_exit_code_Number{type=\"gauges\"} 0.0")
        .anyMatch(line -> line.matches("metrics_.*_round_stage_seconds_admit_Number.* [0-9.]+"))
        .anyMatch(line -> line.matches("metrics_.*_round_split_gain_Number.* [0-9.]+"))
        .anyMatch(line -> line.matches("metrics_.*_round_read_bytes_Number.* [1-9][0-9.E]+"))
        .anyMatch(line -> line.matches("metrics_.*_round_written_bytes_Number.* [1-9][0-9.E]+"))
        .anyMatch(line -> line.startsWith("metrics_skymask_driver_jvm_heap_used_Number"));
    List<String> groups = new ArrayList<>();
    for (JsonNode job : MAPPER.readTree(seen.getOrDefault("jobs", ""))) {
      groups.add(job.path("jobGroup").asText());
      assertThat(job.path("description").asText()).startsWith("digits-signflip round 1, ");
    }
    assertThat(groups)
        .contains("digits-signflip round 1 admit", "digits-signflip round 1 aggregate");
  }

  private static void lineage(RecordingServer server, String attempt) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (Request request : server.requests()) {
      if (request.path().equals("/api/v1/lineage")) {
        events.add(MAPPER.readTree(request.body()));
      }
    }
    assertThat(events).hasSize(2);
    assertThat(events)
        .extracting(event -> event.path("eventType").asText())
        .containsExactly("START", "COMPLETE");
    assertThat(events)
        .extracting(event -> event.at("/run/runId").asText())
        .as("the attempt is the run")
        .containsOnly(attempt);
    assertThat(events.get(1).at("/outputs/0/facets/version/datasetVersion").asText())
        .startsWith("sha256:");
  }

  @Test
  void observersThatFailAreAWarningEachAndTheLogSaysWhichRound() throws Exception {
    // A directory cannot be replaced by the page.
    Files.createDirectories(digits.models().resolve("index.html/full"));
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Run round =
          SkyMaskProcess.start(
                  List.of("-Dskymask.log=json"),
                  Run.arguments(
                      digits,
                      "round",
                      "--json",
                      "-D",
                      "observe.timeout=1s",
                      "-D",
                      "observe.site=after-round",
                      "-D",
                      "observe.mlflow.url=http://127.0.0.1:" + deaf.getLocalPort(),
                      "-D",
                      "observe.openlineage.url=http://nowhere.invalid",
                      "-D",
                      "observe.openlineage.file=" + directory,
                      "-D",
                      "observe.prometheus.file=" + directory.resolve("none/digits.prom")))
              .end();
      assertThat(round.exit()).as(round.err()).isZero();
      String attempt = round.json().path("attempt").asText();
      List<String> warnings = new ArrayList<>();
      List<String> stages = new ArrayList<>();
      // Native libraries write what they like: libtorch warns in a form of its own.
      for (String line : round.err().lines().filter(text -> !text.startsWith("[W")).toList()) {
        JsonNode json = MAPPER.readTree(line);
        assertThat(json.path("time").asText()).as(line).matches("20..-..-..T..:..:.*");
        String message = json.path("message").asText();
        if (json.path("level").asText().equals("WARN")) {
          warnings.add(message.replaceAll(": could not be told.*", ""));
        } else if (json.path("logger").asText().endsWith(".Stages")) {
          stages.add(message);
        }
        if (json.path("logger").asText().startsWith("org.skymask.")) {
          assertThat(json.path("federation").asText()).isEqualTo("digits-signflip");
          assertThat(json.path("round").asText()).isEqualTo("1");
          assertThat(json.path("attempt").asText()).isEqualTo(attempt);
        }
      }
      assertThat(warnings)
          .containsExactlyInAnyOrder(
              "MLflow at http://127.0.0.1:" + deaf.getLocalPort(),
              "OpenLineage at http://nowhere.invalid",
              "OpenLineage file " + directory,
              "the page of the federation",
              "Prometheus file " + directory.resolve("none/digits.prom"));
      assertThat(stages).hasSizeGreaterThan(5);
    }
  }

  @Test
  void aRoundThatFailsIsToldWithItsExitCode() throws IOException {
    Path events = directory.resolve("events.json");
    Path figures = directory.resolve("digits.prom");
    String[] observed = {
      "-D", "observe.openlineage.file=" + events, "-D", "observe.prometheus.file=" + figures
    };
    Run quorum =
        Run.of(
            digits,
            "round",
            observed[0],
            observed[1],
            observed[2],
            observed[3],
            "-D",
            "quorum.minimum-clients=13");
    assertThat(quorum.exit()).isEqualTo(3);
    List<String> lines = Files.readAllLines(events);
    assertThat(lines).hasSize(2);
    JsonNode failed = MAPPER.readTree(lines.get(1));
    assertThat(failed.path("eventType").asText()).isEqualTo("FAIL");
    assertThat(failed.at("/run/facets/errorMessage/message").asText())
        .contains("quorum.minimum-clients is 13");
    assertThat(failed.at("/run/facets/skymask_round/exitCode").asInt()).isEqualTo(3);
    assertThat(Files.readString(figures))
        .contains("skymask_round_exit_code{federation=\"digits-signflip\"} 3\n")
        .contains("verdict=\"accepted\"} 12\n");
  }
}
