package org.skymask.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {
  private static final int WRITERS = 4;
  private static final int TIMES = 200;

  @TempDir private Path directory = Path.of("");

  private Replacement of(String name) throws IOException {
    Configuration hadoop = new Configuration();
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(directory.resolve(name).toUri());
    FileSystem fs = Storage.of(file, hadoop);
    return new Replacement(fs, file, hadoop);
  }

  /** A file that is there is there at any moment, as one of its writers meant it. */
  @Test
  void severalWritersDisturbNeitherEachOtherNorWhoeverReads() throws Exception {
    String text = "x".repeat(10_000);
    of("file").write(text + 0);
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String own = text + writer;
        writers.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < TIMES; i++) {
                    of("file").write(own);
                  }
                  return null;
                }));
      }
      while (!writers.stream().allMatch(Future::isDone)) {
        assertThat(Files.readString(directory.resolve("file"))).hasSize(text.length() + 1);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(directory.toFile().list()).containsExactly("file");
  }
}
