package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.Run;

/** Executors are killed in every stage of a round: it goes on to the same model. */
@SuppressWarnings("NullAway.Init")
class ExecutorLossIT {
  private static final List<String> STAGES =
      List.of("open", "admit", "root-update", "train-masks", "cluster", "aggregate", "publish");

  @TempDir Path directory;
  private LocalMedium medium;
  private String expected = "";

  @BeforeEach
  void aFederation() throws IOException {
    medium = LocalMedium.in(directory);
    try (JavaSparkContext spark = TestSpark.local(1)) {
      expected = new Trial(spark, medium, ClusterDriver.SETTINGS).digest(medium.models());
    }
  }

  private Invariants invariants(String models) throws IOException {
    return new Invariants(medium.undisturbed(), models, medium.updates(), expected);
  }

  @Test
  void inEveryStageOneIsKilled() throws IOException, InterruptedException {
    List<String> rounds = new ArrayList<>();
    List<Invariants> invariants = new ArrayList<>();
    for (String stage : STAGES) {
      String models = medium.models();
      rounds.add("one:" + stage + "=" + models);
      invariants.add(invariants(models));
    }
    Run run = ClusterDriver.run(directory.resolve("home"), medium, rounds);
    assertThat(run.exit()).as(run.err()).isZero();
    for (int i = 0; i < STAGES.size(); i++) {
      assertThat(run.out()).contains("killed in " + STAGES.get(i) + ": an executor");
      assertThat(invariants.get(i).check(0)).as(STAGES.get(i)).isTrue();
      assertThat(invariants.get(i).leftovers()).as(STAGES.get(i)).isEmpty();
    }
  }

  /**
   * All that had been read of the uploads is lost with the executors, and when it is read again one
   * upload is another one.
   */
  @Test
  void anUploadThatChangesMeanwhileStopsTheRound() throws IOException, InterruptedException {
    String models = medium.models();
    Run run =
        ClusterDriver.run(
            directory.resolve("home"), medium, List.of("all+site-003:train-masks=" + models));
    assertThat(run.out()).contains("killed in train-masks: all executors");
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains("upload of site-003 changed while the round was running; run the round again");
    Invariants after = invariants(models);
    assertThat(after.check(1)).isFalse();
    assertThat(after.leftovers()).isEmpty();
  }
}
