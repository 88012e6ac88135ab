package org.skymask.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommitProtocolTest {
  private static final int RACERS = 16;

  private final LocalCommitProtocol protocol = new LocalCommitProtocol();

  private static List<String> names(java.nio.file.Path directory) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void theFirstContentStands(@TempDir java.nio.file.Path directory) throws IOException {
    Path file = new Path(directory.resolve("commit.json").toUri());
    assertThat(protocol.createIfAbsent(file, "first".getBytes(UTF_8))).isTrue();
    assertThat(protocol.createIfAbsent(file, "second".getBytes(UTF_8))).isFalse();
    assertThat(directory.resolve("commit.json")).hasContent("first");
    assertThat(names(directory)).containsExactly("commit.json");
  }

  @Test
  void aMissingDirectoryIsAnErrorThatLeavesNothing(@TempDir java.nio.file.Path directory) {
    Path file = new Path(directory.resolve("none/commit.json").toUri());
    assertThatThrownBy(() -> protocol.createIfAbsent(file, new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void ofManyThreadsOneWinsAndItsContentIsWhole(@TempDir java.nio.file.Path directory)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    try {
      for (int heat = 0; heat < 20; heat++) {
        race(threads, directory.resolve("commit-" + heat));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(names(directory)).hasSize(20).allMatch(name -> name.startsWith("commit-"));
  }

  private void race(ExecutorService threads, java.nio.file.Path target) throws Exception {
    CyclicBarrier start = new CyclicBarrier(RACERS);
    List<Callable<Boolean>> racers = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      byte[] content = content(racer);
      racers.add(
          () -> {
            start.await();
            return protocol.createIfAbsent(new Path(target.toUri()), content);
          });
    }
    List<Integer> winners = new ArrayList<>();
    List<Future<Boolean>> results = threads.invokeAll(racers);
    for (int racer = 0; racer < RACERS; racer++) {
      if (results.get(racer).get()) {
        winners.add(racer);
      }
    }
    assertThat(winners).hasSize(1);
    assertThat(target).hasBinaryContent(content(winners.get(0)));
  }

  private static byte[] content(int racer) {
    return String.valueOf((char) ('a' + racer)).repeat(20_000).getBytes(UTF_8);
  }
}
