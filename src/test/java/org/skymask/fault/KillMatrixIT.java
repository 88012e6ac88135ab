package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;

/** Drivers are killed while they commit. */
class KillMatrixIT {

  @Test
  void driversThatAreKilledWhileTheyCommit(@TempDir Path directory) throws Exception {
    Table table = new Table("local-kill-subset");
    try (LocalMedium medium = LocalMedium.in(directory);
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      KillMatrix fedavg = new KillMatrix(spark, medium, "fedavg", Map.of("aggregator", "fedavg"));
      Predicate<String> commit = op -> op.contains("commit.json") && Matrix.isWriting(op);
      fedavg.run(Moment.HALFWAY, Effect.HANGS, op -> op.startsWith("write "), table);
      fedavg.run(Moment.AFTER, Effect.HANGS, commit, table);
    }
    assertThat(table.violations()).isEmpty();
  }
}
