package org.skymask.storage.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.storage.Storage;

/** What every commit protocol promises. */
public interface CommitContract {

  CommitProtocol protocol() throws IOException;

  FileSystem fileSystem();

  /** A directory of the test's own; it exists where directories do. */
  Path directory();

  default Path commit() {
    return new Path(directory(), "commit.json");
  }

  /** Of 40 KB, told apart by a letter. */
  static byte[] content(int who) {
    return String.valueOf((char) ('a' + who)).repeat(40_000).getBytes(UTF_8);
  }

  /** Nothing else, temporary files included. */
  default void onlyTheCommitStands(byte[] content) throws Exception {
    FileStatus[] files = fileSystem().listStatus(directory());
    assertThat(files).extracting(file -> file.getPath().getName()).containsExactly("commit.json");
    assertThat(Storage.read(fileSystem(), commit())).isEqualTo(content);
  }

  @Test
  default void theFirstStandsAndTheSecondIsTold() throws Exception {
    assertThat(protocol().createIfAbsent(commit(), content(0))).isTrue();
    assertThat(protocol().createIfAbsent(commit(), content(1))).isFalse();
    onlyTheCommitStands(content(0));
  }

  @Test
  default void ourOwnRetryIsASuccess() throws Exception {
    assertThat(protocol().createIfAbsent(commit(), content(0))).isTrue();
    assertThat(protocol().createIfAbsent(commit(), content(0))).isTrue();
    onlyTheCommitStands(content(0));
  }

  @Test
  default void anEmptyOrHalfFileOfAnotherIsNeverReplaced() throws Exception {
    fileSystem().create(commit(), false).close();
    assertThat(protocol().createIfAbsent(commit(), content(0))).isFalse();
    onlyTheCommitStands(new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 32})
  default void ofManyOneWinsAndItsContentIsWhole(int racers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    try {
      CyclicBarrier start = new CyclicBarrier(racers);
      List<Callable<Boolean>> tries = new ArrayList<>();
      for (int racer = 0; racer < racers; racer++) {
        byte[] content = content(racer);
        tries.add(
            () -> {
              start.await();
              return protocol().createIfAbsent(commit(), content);
            });
      }
      List<Integer> winners = new ArrayList<>();
      List<Future<Boolean>> results = threads.invokeAll(tries);
      for (int racer = 0; racer < racers; racer++) {
        if (results.get(racer).get()) {
          winners.add(racer);
        }
      }
      assertThat(winners).hasSize(1);
      onlyTheCommitStands(content(winners.get(0)));
    } finally {
      threads.shutdownNow();
    }
  }
}
