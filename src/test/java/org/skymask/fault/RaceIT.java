package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.Run;
import org.skymask.fixture.Built;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** Two and eight drivers that commit one round at the same moment: one does. */
class RaceIT {
  private static void on(Medium storage) throws Exception {
    try (Medium medium = storage;
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      Race race = new Race(spark, medium);
      oneCommits(race, List.of("1.0", "1.0"), 1, 0);
      oneCommits(race, List.of("1.0", "0.5"), 0, 1);
      if (System.getProperty("skymask.thorough") != null) {
        oneCommits(race, Collections.nCopies(8, "1.0"), 7, 0);
        List<String> rates = List.of("1.0", "0.5", "1.0", "0.5", "1.0", "0.5", "1.0", "0.5");
        oneCommits(race, rates, 3, 4);
      }
    }
  }

  @Test
  void onTheLocalDisk(@TempDir Path directory) throws Exception {
    on(LocalMedium.in(directory));
  }

  @Test
  void onHdfs(@TempDir Path directory) throws Exception {
    on(HdfsMedium.in(directory));
  }

  @Test
  void onS3(@TempDir Path directory) throws Exception {
    on(S3Medium.in(directory));
  }

  /**
   * @param same drivers that find their own result committed
   * @param others drivers that find another's
   */
  private static void oneCommits(Race race, List<String> rates, int same, int others)
      throws Exception {
    Medium medium = race.medium();
    String models = medium.models();
    Invariants invariants = new Invariants(medium.undisturbed(), models, medium.updates(), "");
    List<Run> runs = race.run(models, rates);
    ModelStore store = new ModelStore(models, medium.undisturbed());
    Commit commit = store.readCommit(1).orElseThrow();
    assertThat(store.read(commit).digest()).isEqualTo(commit.model());
    assertThat(invariants.leftovers()).isEmpty();
    for (Run run : runs) {
      assertThat(run.exit()).as(run.err()).isIn(0, 5);
      if (run.exit() == 0) {
        assertThat(run.json().path("attempt").asText()).isEqualTo(commit.attempt());
        assertThat(run.json().path("model").asText()).isEqualTo(commit.model());
      } else {
        assertThat(run.message()).contains("round=1/commit.json");
      }
    }
    assertThat(runs).filteredOn(RaceIT::hasCommitted).hasSize(1);
    assertThat(runs).filteredOn(run -> run.exit() == 0 && !hasCommitted(run)).hasSize(same);
    assertThat(runs).filteredOn(run -> run.exit() == 5).hasSize(others);
    tell(medium, rates, same, others);
  }

  private static boolean hasCommitted(Run run) {
    return run.exit() == 0 && !run.json().path("alreadyCommitted").asBoolean();
  }

  private static void tell(Medium medium, List<String> rates, int same, int others)
      throws Exception {
    String row =
        String.format(
            "| %s | %d | %d | 1 | %d | %d |%n",
            medium.name(), rates.size(), rates.stream().distinct().count(), same, others);
    Path table = Files.createDirectories(Built.directory().resolve("faults")).resolve("races.md");
    Files.writeString(table, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
