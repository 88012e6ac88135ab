package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skymask uploads} needs no Spark: it is run in this JVM. */
class UploadsTest {
  private Federation digits;

  @BeforeEach
  void aFederation(@TempDir Path directory) {
    digits = Federation.digits(directory);
  }

  private JsonNode uploads(String... further) {
    List<String> all = new ArrayList<>(List.of(further));
    all.add("--json");
    Run run = Run.of(digits, "uploads", all.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return run.json();
  }

  private static List<String> clients(JsonNode uploads, String state) {
    List<String> found = new ArrayList<>();
    for (JsonNode upload : uploads.path("uploads")) {
      if (upload.path("state").asText().equals(state)) {
        found.add(upload.path("client").asText());
      }
    }
    return found;
  }

  @Test
  void whoHasUploadedAndWhoIsAboutTo() throws IOException {
    Files.delete(digits.client(1, "site-003").resolve("_manifest.json"));
    Path signed = digits.client(1, "site-004");
    Files.move(signed.resolve("_manifest.json"), signed.resolve("_manifest.dsse.json"));
    Files.createDirectory(digits.client(1, "site-empty"));
    Path nested = digits.client(1, "site-nested").resolve("round=1/client=forged");
    Files.createDirectories(nested);
    Files.writeString(nested.resolve("_manifest.json"), "{}");
    Files.writeString(signed.resolveSibling("README"), "no client's");

    JsonNode found = uploads();

    assertThat(found.path("newest").asInt()).isZero();
    assertThat(found.path("round").asInt()).isEqualTo(1);
    assertThat(clients(found, "complete")).hasSize(11).contains("site-000", "site-004");
    assertThat(clients(found, "incomplete"))
        .containsExactly("site-003", "site-empty", "site-nested");
    assertThat(found.path("rejected")).isEmpty();
    assertThat(Run.of(digits, "uploads").out())
        .contains("site-003     incomplete")
        .endsWith("Round 1: 11 complete uploads of 14. The newest version is 0.\n");
  }

  @Test
  void aRoundThatNobodyHasUploadedFor() {
    assertThat(uploads("--round", "7").path("uploads")).isEmpty();
    assertThat(Run.of(digits, "uploads", "--round", "7").out())
        .isEqualTo("Round 7: 0 complete uploads of 0. The newest version is 0.\n");
  }

  @Test
  void attemptsThatWereRejectedAreNamed() throws IOException {
    Files.createDirectories(digits.models().resolve("round=1/rejected=abc"));
    Files.createDirectories(digits.models().resolve("round=1/attempt=def"));
    assertThat(uploads().path("rejected")).singleElement().hasToString("\"abc\"");
  }

  @Test
  void whereThereIsNoModelThatIsSaid() {
    Run run = Run.of(digits, "uploads", "-D", "models=" + digits.directory().resolve("none"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message()).contains("none holds no version yet");
    assertThat(Run.of("uploads", "-D", "models=a").message()).contains("updates is not set");
  }
}
