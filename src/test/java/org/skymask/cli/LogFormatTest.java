package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of the log in both forms, from the file that the launchers use. */
class LogFormatTest {
  private static final URI FILE = Path.of("src/main/resources/log4j2.properties").toUri();

  private Configuration configuration;

  @BeforeEach
  void read() {
    // What another test's --verbose has left.
    System.clearProperty("skymask.log.throwable");
    LoggerContext context = new LoggerContext("LogFormatTest");
    configuration = ConfigurationFactory.getInstance().getConfiguration(context, "test", FILE);
    configuration.initialize();
  }

  @BeforeEach
  @AfterEach
  void noRound() {
    for (String field : new String[] {"federation", "round", "attempt"}) {
      System.clearProperty("skymask." + field);
    }
  }

  private static LogEvent event(
      String message, @Nullable Throwable thrown, Map<String, String> context) {
    SortedArrayStringMap fields = new SortedArrayStringMap();
    context.forEach(fields::putValue);
    return Log4jLogEvent.newBuilder()
        .setLoggerName("org.skymask.round.Stages")
        .setLevel(Level.WARN)
        .setThreadName("task \"0\"")
        .setMessage(new SimpleMessage(message))
        .setThrown(thrown)
        .setContextData(fields)
        .setTimeMillis(1_700_000_000_123L)
        .build();
  }

  private String line(String form, LogEvent event) {
    return String.valueOf(configuration.getAppender(form).getLayout().toSerializable(event));
  }

  private JsonNode json(LogEvent event) throws IOException {
    String line = line("json", event);
    assertThat(line).endsWith("\n");
    assertThat(line.strip()).doesNotContain("\n");
    return new ObjectMapper().readTree(line);
  }

  @Test
  void anObjectALineWhateverIsInIt() throws IOException {
    String message = "a \"quoted\" \\ line\nand\tanother \u001b[31m ${sys:user.name} %d";
    JsonNode json = json(event(message, new IOException("broken \"pipe\"\n"), Map.of()));
    assertThat(json.path("message").asText()).isEqualTo(message);
    assertThat(json.path("error").asText()).contains("broken \"pipe\"");
    assertThat(json.path("thread").asText()).isEqualTo("task \"0\"");
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("logger").asText()).isEqualTo("org.skymask.round.Stages");
    assertThat(json.path("time").asText()).contains("T", ".123");
    assertThat(json.path("round").asText()).isEmpty();
  }

  @Test
  void aTaskNamesItsRoundByItsContext() throws IOException {
    JsonNode json =
        json(
            event(
                "x",
                null,
                Map.of(
                    "mdc.federation",
                    "a \"b\"",
                    "mdc.round",
                    "7",
                    "mdc.attempt",
                    "abc",
                    "mdc.taskName",
                    "task 1.0 in stage 2.0 (TID 3)")));
    assertThat(json.path("federation").asText()).isEqualTo("a \"b\"");
    assertThat(json.path("round").asText()).isEqualTo("7");
    assertThat(json.path("attempt").asText()).isEqualTo("abc");
    assertThat(json.path("task").asText()).isEqualTo("task 1.0 in stage 2.0 (TID 3)");
    assertThat(json.path("error").asText()).isEmpty();
  }

  @Test
  void otherThreadsNameTheRoundOfTheProcess() throws IOException {
    LogEvent event = event("x", null, Map.of());
    assertThat(json(event).path("attempt").asText()).isEmpty();
    System.setProperty("skymask.federation", "demo");
    System.setProperty("skymask.round", "8");
    System.setProperty("skymask.attempt", "def");
    assertThat(json(event).path("federation").asText()).isEqualTo("demo");
    assertThat(json(event).path("round").asText()).isEqualTo("8");
    assertThat(json(event).path("attempt").asText()).isEqualTo("def");
  }

  @Test
  void textIsAsItWas() {
    assertThat(line("text", event("admit in 1 s", null, Map.of("mdc.round", "7"))))
        .matches("\\d\\d:\\d\\d:\\d\\d WARN  Stages: admit in 1 s\n");
    assertThat(line("text", event("failed", new IOException("pipe"), Map.of())))
        .endsWith(" WARN  Stages: failed: pipe\n");
  }
}
