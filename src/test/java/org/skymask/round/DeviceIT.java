package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.DriverProcess;
import org.skymask.model.ClientResult;
import org.skymask.round.chain.Earlier;
import org.skymask.storage.version.ModelStore;

/**
 * Cards as Spark schedules them, told by a discovery script that makes them up: tasks ask for the
 * card that Spark gave them, and find that it is none.
 */
class DeviceIT {
  private static final List<String> DEVICES = List.of("cpu", "gpu", "gpu-or-cpu", "cpu-tensors");

  private static Path directory;
  private static String executors;

  @BeforeAll
  static void run(@TempDir Path below) throws IOException, InterruptedException {
    directory = below;
    GoldenCase golden = GoldenCase.named("people-boostedflip");
    Path script = directory.resolve("discovery");
    Files.writeString(
        script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    List<String> arguments =
        Stream.concat(
                Stream.of(golden.directory().toAbsolutePath().toString(), script.toString()),
                DEVICES.stream().map(device -> device + ":" + models(device)))
            .toList();
    for (String device : DEVICES) {
      golden.copyModels(models(device));
    }
    Path home = directory.resolve("spark");
    DriverProcess.run("1g", home, DeviceProcess.class, arguments);
    try (Stream<Path> files = Files.walk(home.resolve("work"))) {
      StringBuilder logs = new StringBuilder();
      for (Path file : files.filter(path -> path.endsWith("stderr")).toList()) {
        logs.append(Files.readString(file));
      }
      executors = logs.toString();
    }
  }

  private static Path models(String device) {
    return directory.resolve(device).toAbsolutePath();
  }

  private static String digest(String device) throws IOException {
    ModelStore store = new ModelStore(models(device).toString(), new Configuration());
    return store.read(store.readCommit(1).orElseThrow()).digest();
  }

  private static String verdicts(String device) throws IOException {
    ModelStore store = new ModelStore(models(device).toString(), new Configuration());
    return Earlier.readResult(store, store.readCommit(1).orElseThrow()).clients().stream()
        .map((ClientResult client) -> client.client() + " " + client.verdict())
        .collect(Collectors.joining(", "));
  }

  @Test
  void tasksAskForTheCardThatSparkGaveThem() {
    assertThat(executors)
        .contains("GPU 0 was asked for, but libtorch finds 0 CUDA devices here")
        .contains("GPU 1 was asked for, but libtorch finds 0 CUDA devices here");
  }

  @Test
  void withoutACardARoundOnCardsFailsAndSaysWhy() throws IOException {
    assertThat(Files.readString(models("gpu").resolve("failure.txt")))
        .contains("libtorch finds 0 CUDA devices here", "PYTORCH_LIBRARY_PATH");
    assertThat(models("gpu").resolve("round=1").resolve("commit.json")).doesNotExist();
  }

  @Test
  void whereItMayTheRoundGoesOnAndTheLogSaysSo() throws IOException {
    assertThat(digest("gpu-or-cpu")).isEqualTo(digest("cpu"));
    assertThat(executors).contains("device = gpu-or-cpu: computing on the CPU, because");
  }

  @Test
  void theCodeForCardsComesToTheSameVerdicts() throws IOException {
    assertThat(verdicts("cpu-tensors")).isEqualTo(verdicts("cpu")).contains("FILTERED");
  }
}
