package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.Run;

/** An executor is killed in every stage of a round: the round goes on to the same model. */
class ExecutorLossIT {
  private static final List<String> STAGES =
      List.of("open", "admit", "root-update", "train-masks", "cluster", "aggregate", "publish");

  @Test
  void inEveryStageOneIsKilled(@TempDir Path directory) throws IOException, InterruptedException {
    try (LocalMedium medium = LocalMedium.in(directory)) {
      String expected;
      try (JavaSparkContext spark = TestSpark.local(1)) {
        expected = new Trial(spark, medium, ClusterDriver.SETTINGS).digest(medium.models());
      }
      List<String> rounds = new ArrayList<>();
      List<String> models = new ArrayList<>();
      List<Invariants> invariants = new ArrayList<>();
      for (String stage : STAGES) {
        models.add(medium.models());
        rounds.add(stage + "=" + models.get(models.size() - 1));
        invariants.add(
            new Invariants(
                medium.undisturbed(), models.get(models.size() - 1), medium.updates(), expected));
      }
      Run run = ClusterDriver.run(directory.resolve("home"), medium, Map.of(), rounds);
      assertThat(run.exit()).as(run.err()).isZero();
      for (int i = 0; i < STAGES.size(); i++) {
        assertThat(run.out()).contains("killed in " + STAGES.get(i) + ": an executor");
        assertThat(invariants.get(i).check(0)).as(STAGES.get(i)).isTrue();
        assertThat(invariants.get(i).leftovers()).as(STAGES.get(i)).isEmpty();
      }
      System.out.print(run.out());
    }
  }
}
