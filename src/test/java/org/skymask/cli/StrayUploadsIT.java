package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What silos may put in the place of uploads costs them and nobody else. */
class StrayUploadsIT {
  private TestFederation digits;

  @BeforeEach
  void uploads(@TempDir Path directory) throws IOException, InterruptedException {
    digits = TestFederation.digits(directory);
    Path pipe = digits.client(1, "site-003").resolve("_manifest.json");
    Files.delete(pipe);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path links = digits.client(1, "site-004");
    Files.createSymbolicLink(links.resolve("a"), Path.of("."));
    Files.createSymbolicLink(links.resolve("b"), Path.of("."));
    Files.createDirectory(
        Objects.requireNonNull(digits.client(1, "site-003").getParent()).resolve("silo-x"));
  }

  private static JsonNode client(JsonNode clients, String name) {
    return StreamSupport.stream(clients.spliterator(), false)
        .filter(client -> client.path("client").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void validateNamesThemAndTheRoundGoesOn() {
    Run validate = Run.of(digits, "validate", "--json");
    assertThat(validate.exit()).as(validate.err()).isZero();
    JsonNode clients = validate.json().path("clients");
    assertThat(clients).hasSize(13);
    assertThat(client(clients, "site-003").path("reason").asText()).isEqualTo("unreadable");
    assertThat(client(clients, "site-003").path("detail").asText())
        .isEqualTo("_manifest.json is not a file but a pipe, a socket or a device");
    assertThat(client(clients, "site-004").path("verdict").asText()).isEqualTo("accepted");
    assertThat(client(clients, "silo-x").path("reason").asText()).isEqualTo("bad-client-id");

    Run round = Run.of(digits, "round", "--json");
    assertThat(round.exit()).as(round.err()).isZero();
    assertThat(round.json().at("/counts/quarantined").asInt()).isEqualTo(2);

    Run replay = Run.of(digits, "replay", "--round", "1", "--json");
    assertThat(replay.exit()).as(replay.err()).isZero();
  }
}
