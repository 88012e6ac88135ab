package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skymask sweep} needs no Spark: it is run in this JVM. */
class SweepTest {
  private TestFederation digits;
  private Path models;

  @BeforeEach
  void aFederation(@TempDir Path directory) throws IOException {
    digits = TestFederation.digits(directory);
    models = digits.models();
    age(digits.initial(), Duration.ofDays(100));
  }

  private Run sweep(String... further) {
    return Run.of(digits, "sweep", further);
  }

  /** A file below the models that was written so long ago. */
  private Path file(String name, Duration ago) throws IOException {
    Path file = models.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "content");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
    return file;
  }

  private static void age(Path directory, Duration ago) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
      }
    }
  }

  private static JsonNode leftover(Run run, String name) {
    for (JsonNode leftover : run.json().path("leftovers")) {
      if (leftover.path("path").asText().endsWith(name)) {
        return leftover;
      }
    }
    throw new AssertionError("no " + name + " in " + run.out());
  }

  private void leftovers() throws IOException {
    file("round=0/attempt=old/layout.json", Duration.ofDays(8));
    file("round=0/attempt=old/parameters/part-0.parquet", Duration.ofDays(9));
    file("round=0/attempt=writing/layout.json", Duration.ofDays(8));
    file("round=0/attempt=writing/parameters/part-0.parquet", Duration.ofHours(2));
    file("round=0/.commit.json.1234", Duration.ofDays(8));
    file("round=0/notes.txt", Duration.ofDays(800));
    file("round=0/other=old/x", Duration.ofDays(800));
    file("round=1/rejected=old/round.json", Duration.ofDays(8));
    file("round=1/rejected=young/round.json", Duration.ofMinutes(1));
    file("elsewhere/attempt=old/x", Duration.ofDays(800));
  }

  @Test
  void nothingIsChangedUnlessItIsAsked() throws IOException {
    leftovers();
    Run run = sweep("--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().path("leftovers")).hasSize(5);
    assertThat(run.json().path("delete").asBoolean()).isFalse();
    assertThat(run.json().path("olderThan").asText()).isEqualTo("PT168H");
    JsonNode old = leftover(run, "attempt=old");
    assertThat(old.path("action").asText()).isEqualTo("removable");
    assertThat(old.path("files").asInt()).isEqualTo(2);
    assertThat(old.path("bytes").asInt()).isEqualTo(14);
    assertThat(old.path("kind").asText()).isEqualTo("attempt");
    JsonNode writing = leftover(run, "attempt=writing");
    assertThat(writing.path("action").asText()).isEqualTo("kept");
    assertThat(writing.path("why").asText()).isEqualTo("younger than 7d");
    assertThat(leftover(run, ".commit.json.1234").path("kind").asText()).isEqualTo("temporary");
    assertThat(models.resolve("round=0/attempt=old")).exists();

    assertThat(sweep().out())
        .contains("3 of 5 leftovers are older than 7d, 28 bytes; --delete removes them.")
        .contains("kept: younger than 7d");
  }

  @Test
  void whatIsOldAndNamedByNoCommitGoes() throws IOException {
    String named = String.valueOf(digits.initial().getFileName());
    leftovers();
    Run run = sweep("--delete");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("3 of 5 leftovers are older than 7d, 28 bytes: removed.");
    assertThat(digits.left(0))
        .containsExactlyInAnyOrder(
            "attempt=writing", named, "commit.json", "notes.txt", "other=old");
    assertThat(digits.left(1)).containsExactly("rejected=young");
    assertThat(models.resolve("elsewhere/attempt=old/x")).exists();
    assertThat(digits.version(0).round()).isZero();
    try (Stream<Path> files = Files.list(models)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("."))).isEmpty();
    }
    assertThat(sweep("--delete", "--older-than", "90m").out()).contains("1 of 2 leftovers");
    assertThat(sweep("--delete").out()).startsWith("round").contains("0 of 1 leftovers");
  }

  @Test
  void agesBelowAnHourAreForced() throws IOException {
    leftovers();
    assertThat(sweep("--delete", "--older-than", "0s").exit()).isEqualTo(2);
    Run run = sweep("--delete", "--older-than", "1s", "--force", "--json");
    assertThat(run.exit()).isZero();
    assertThat(digits.left(1)).isEmpty();
    assertThat(digits.version(0).round()).isZero();
  }

  @Test
  void aRoundWhoseCommitCannotBeReadIsNotTouched() throws IOException {
    leftovers();
    file("round=1/commit.json", Duration.ZERO);
    Run run = sweep("--delete", "--json");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().path("ok").asBoolean()).isFalse();
    assertThat(run.json().at("/problems/0").asText())
        .startsWith("round 1 was not touched: ")
        .contains("commit.json is not JSON");
    assertThat(digits.left(1)).hasSize(3);
    assertThat(models.resolve("round=0/attempt=old")).doesNotExist();
    assertThat(sweep().out()).contains("round 1 was not touched");
  }

  @Test
  void filesOfTheFutureAreYoung() throws IOException {
    file("round=1/attempt=ahead/x", Duration.ofDays(-3));
    Run run = sweep("--delete", "--json");
    assertThat(leftover(run, "attempt=ahead").path("action").asText()).isEqualTo("kept");
  }

  @Test
  void anEmptyDirectoryHasItsOwnAge() throws IOException {
    Path empty = Files.createDirectories(models.resolve("round=1/attempt=empty"));
    assertThat(leftover(sweep("--json"), "attempt=empty").path("action").asText())
        .isEqualTo("kept");
    age(empty, Duration.ofDays(8));
    sweep("--delete");
    assertThat(digits.left(1)).isEmpty();
  }

  @Test
  void withoutAnythingThereIsNothingToSweep() throws IOException {
    TestFederation.delete(models);
    assertThat(sweep("--delete")).returns(0, Run::exit);
    assertThat(models).doesNotExist();
  }
}
