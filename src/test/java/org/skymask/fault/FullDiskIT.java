package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.Run;
import org.skymask.cli.TestFederation;

/**
 * Disks that fill: the base stands, the error names the place, and with room the round succeeds.
 */
class FullDiskIT {
  private static final Map<String, String> FEDAVG = Map.of("aggregator", "fedavg");

  private LocalMedium medium;
  private String expected = "";

  @BeforeEach
  void aFederation(@TempDir Path directory) throws IOException {
    medium = LocalMedium.in(directory);
    try (JavaSparkContext spark = TestSpark.local(1)) {
      expected = new Trial(spark, medium, FEDAVG).digest(medium.models());
    }
  }

  private Run round(String models, Map<String, String> further) {
    Map<String, String> keys = new TreeMap<>(Trial.keys(medium, models, FEDAVG));
    keys.putAll(further);
    List<String> arguments = new ArrayList<>(List.of("round", "--round", "1"));
    keys.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return Run.of(arguments.toArray(String[]::new));
  }

  @Test
  void theModels(@TempDir Path scratch) throws IOException, InterruptedException {
    String base = medium.models();
    try (SmallDisk disk = SmallDisk.mount(scratch.resolve("models"), "1m")) {
      Path models = disk.directory().resolve("models");
      TestFederation.copy(Path.of(base), models);
      // From a byte of room to nearly enough, so that each file in turn is the one without room.
      Path ballast = disk.directory().resolve("ballast");
      Files.write(ballast, new byte[(int) disk.directory().toFile().getUsableSpace() - 4096]);
      Invariants invariants =
          new Invariants(medium.undisturbed(), models.toString(), medium.updates(), expected);
      int failed = 0;
      Run run = round(models.toString(), Map.of());
      for (; run.exit() != 0; failed++) {
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.message())
            .contains(models + "/round=1/")
            .contains("No space left on device");
        assertThat(invariants.check(run.exit())).isFalse();
        assertThat(invariants.leftovers()).isEmpty();
        Files.write(ballast, new byte[(int) Math.max(0, Files.size(ballast) - 8192)]);
        run = round(models.toString(), Map.of());
      }
      assertThat(failed).isGreaterThan(2);
      assertThat(invariants.check(0)).isTrue();
    }
  }

  @Test
  void sparksLocalDirectories(@TempDir Path scratch) throws IOException, InterruptedException {
    String models = medium.models();
    Invariants invariants =
        new Invariants(medium.undisturbed(), models, medium.updates(), expected);
    try (SmallDisk disk = SmallDisk.mount(scratch.resolve("local"), "16k")) {
      Map<String, String> local = Map.of("spark.local.dir", disk.directory().toString());
      Run run = round(models, local);
      assertThat(run.exit()).as(run.err()).isEqualTo(1);
      assertThat(run.message()).contains("No space left on device");
      assertThat(invariants.check(run.exit())).isFalse();
      disk.resize("64m");
      assertThat(round(models, local).exit()).isZero();
      assertThat(invariants.check(0)).isTrue();
    }
  }
}
