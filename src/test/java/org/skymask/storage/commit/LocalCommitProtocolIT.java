package org.skymask.storage.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that race for the same files. */
class LocalCommitProtocolIT {

  @Test
  void ofSeveralProcessesOneWinsEachFile(@TempDir Path directory) throws Exception {
    List<Process> racers = new ArrayList<>();
    List<BufferedReader> outputs = new ArrayList<>();
    for (String name : new String[] {"a", "b", "c"}) {
      Process racer = start(directory, name);
      racers.add(racer);
      outputs.add(racer.inputReader(UTF_8));
    }
    for (BufferedReader output : outputs) {
      assertThat(output.readLine()).isEqualTo("ready");
    }
    for (Process racer : racers) {
      try (OutputStream go = racer.getOutputStream()) {
        go.write('\n');
      }
    }
    Map<Integer, String> winners = new TreeMap<>();
    for (int racer = 0; racer < racers.size(); racer++) {
      String name = String.valueOf((char) ('a' + racer));
      for (String heat : outputs.get(racer).lines().toList()) {
        assertThat(winners.put(Integer.valueOf(heat), name)).as("winners of " + heat).isNull();
      }
      assertThat(racers.get(racer).waitFor()).isZero();
    }
    assertThat(winners).hasSize(CommitRacer.HEATS);
    for (Map.Entry<Integer, String> winner : winners.entrySet()) {
      assertThat(directory.resolve("commit-" + winner.getKey()))
          .hasBinaryContent(CommitRacer.content(winner.getValue()));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(CommitRacer.HEATS);
    }
  }

  private static Process start(Path directory, String name) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            CommitRacer.class.getName(),
            directory.toString(),
            name)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
