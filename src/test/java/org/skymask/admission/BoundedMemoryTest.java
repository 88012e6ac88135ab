package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.Budget;

/** What admission allocates is bounded by construction. */
class BoundedMemoryTest {
  private static final Path READER = Path.of("src/main/java/org/skymask/storage/parquet");

  /** An array whose length is not a constant in capitals. */
  private static final Pattern ARRAY = Pattern.compile("new \\w+\\[(?![A-Z_]+\\]|0?\\])[^\\]]");

  /** 64 MiB for the upload, 8 MiB for base and delta: the rest is classes and garbage. */
  @Test
  void everyEncodingOfEveryTypeIsReadInASmallHeap(@TempDir Path round)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HostileMemory.class.getName(),
                round.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains(" uploads, []");
  }

  /** Each other array has a length of its own, or is charged where it is made. */
  @Test
  void arraysAreMadeByTheBudget() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.list(READER)) {
      sources = files.filter(file -> !file.endsWith("Budget.java")).sorted().toList();
    }
    assertThat(sources).hasSizeGreaterThan(20);
    for (Path source : sources) {
      assertThat(Files.readString(source).lines().filter(line -> ARRAY.matcher(line).find()))
          .as(source.toString())
          .isSubsetOf(
              "      this.chunks = new Chunk[columns.size()];", // the columns that are read: three
              "        buffer = new int[count];"); // of a piece of a list
    }
  }

  @Test
  void partsGiveBackWhatTheyHeld() throws RefusedException {
    Budget whole = new Budget(100);
    try (Budget part = whole.part()) {
      part.charge(60, "a page");
      try (Budget inner = part.part()) {
        inner.charge(40, "a dictionary");
        RefusedException refused =
            Assertions.assertThrows(RefusedException.class, () -> whole.charge(1, "a text"));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused.detail())
            .isEqualTo(
                "a text needs 1 bytes of memory beside 100 that are in use, at most 100 are"
                    + " allowed");
      }
      assertThat(whole.held()).isEqualTo(60);
    }
    assertThat(whole.held()).isZero();
    assertThat(whole.bytes(100, "a file")).hasSize(100);
  }
}
