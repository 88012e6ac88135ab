package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.TestSpark;
import org.skymask.fixture.Built;
import org.skymask.model.ClientResult;
import org.skymask.model.DecisionRecord;
import org.skymask.round.chain.Earlier;
import org.skymask.round.run.RoundJob;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * The same uploads give the same bits: on one core or two, in one process or three, however Spark
 * partitions, and when executors are lost while the masks are trained.
 */
class DeterminismIT {
  /** Names the directory of another golden case to run this on. */
  private static final String OTHER = "skymask.determinism";

  private static GoldenCase golden;
  private static Fingerprint reference;

  /** All that a round came to, to the last bit. */
  private record Fingerprint(
      @Nullable String model,
      List<ClientResult> clients,
      List<Double> losses,
      double gain,
      @Nullable DecisionRecord decision,
      List<Double> root) {

    static Fingerprint of(Path models) throws IOException {
      ModelStore store = new ModelStore(models.toString(), new Configuration());
      Commit commit = store.readCommit(1).orElseThrow();
      RoundResult result = Earlier.readResult(store, commit);
      assertThat(store.read(commit).digest()).isEqualTo(result.record().result().model());
      return new Fingerprint(
          result.record().result().model(),
          result.clients(),
          result.record().judged().loss(),
          result.record().judged().gain().orElse(Double.NaN),
          result.record().judged().decision(),
          result.record().judged().plane());
    }
  }

  @BeforeAll
  static void runOnce(@TempDir Path models) throws IOException {
    String other = System.getProperty(OTHER);
    golden =
        other == null ? GoldenCase.named("people-boostedflip") : GoldenCase.read(Path.of(other));
    reference = inProcess(models, "local[1]", 1);
  }

  private static Fingerprint inProcess(Path models, String master, int parallelism)
      throws IOException {
    golden.copyModels(models);
    Map<String, String> conf = Map.of("spark.default.parallelism", String.valueOf(parallelism));
    try (JavaSparkContext spark = TestSpark.open(master, conf)) {
      new RoundJob(spark, golden.settings(models, RoundProcess.SETTINGS), Progress.SILENT)
          .run(OptionalInt.empty());
    }
    return Fingerprint.of(models);
  }

  @ParameterizedTest
  @CsvSource({"local[1],3", "local[1],7", "local[2],1", "local[2],3", "local[2],7"})
  void coresAndPartitionsChangeNothing(String master, int parallelism, @TempDir Path models)
      throws IOException {
    assertThat(inProcess(models, master, parallelism)).isEqualTo(reference);
  }

  @Test
  void processesAndLostExecutorsChangeNothing(@TempDir Path directory)
      throws IOException, InterruptedException {
    List<RoundProcess.Run> runs =
        List.of(
            new RoundProcess.Run(directory.resolve("1"), 1, Set.of()),
            new RoundProcess.Run(directory.resolve("3"), 3, Set.of()),
            new RoundProcess.Run(directory.resolve("7"), 7, Set.of()),
            new RoundProcess.Run(directory.resolve("lost"), 3, Set.of(6, 14)));
    for (RoundProcess.Run run : runs) {
      golden.copyModels(run.models());
    }
    String log = RoundProcess.run(golden, runs, Built.directory().resolve("spark-home"));
    assertThat(log).contains("epoch 6, killed: true", "epoch 14, killed: true");
    for (RoundProcess.Run run : runs) {
      assertThat(Fingerprint.of(run.models())).as("%s", run).isEqualTo(reference);
    }
  }
}
