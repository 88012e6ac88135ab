package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;

/** Storage fails at operations of a round: a part of what {@link FaultMatrix} does. */
class FailMatrixIT {
  private static boolean isOfCommit(String operation) {
    return operation.contains("/round=1/") && operation.contains("commit.json");
  }

  private static boolean commits(String operation) {
    return isOfCommit(operation) && Matrix.isWriting(operation);
  }

  private interface Cases {
    void run(FailMatrix matrix, Table table) throws Exception;
  }

  private static void holds(Medium medium, Cases cases) throws Exception {
    Table table = new Table(medium.name() + "-fail-subset");
    try (medium;
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      cases.run(new FailMatrix(spark, medium, "fedavg", Map.of("aggregator", "fedavg")), table);
    }
    assertThat(table.violations()).isEmpty();
  }

  @Test
  void theLocalDisk(@TempDir Path directory) throws Exception {
    holds(
        LocalMedium.in(directory),
        (matrix, table) -> {
          matrix.run(Moment.BEFORE, Effect.FAILS, FailMatrixIT::isOfCommit, table);
          matrix.run(Moment.HALFWAY, Effect.FAILS, op -> op.startsWith("write "), table);
          matrix.run(Moment.AFTER, Effect.FAILS, FailMatrixIT::commits, table);
          matrix.run(Moment.BEFORE, Effect.STAYS_DOWN, FailMatrixIT::commits, table);
          matrix.run(Moment.AFTER, Effect.STAYS_DOWN, FailMatrixIT::commits, table);
        });
  }

  @Test
  void hdfs(@TempDir Path directory) throws Exception {
    holds(
        HdfsMedium.in(directory),
        (matrix, table) -> {
          matrix.run(Moment.BEFORE, Effect.FAILS, FailMatrixIT::isOfCommit, table);
          matrix.run(Moment.AFTER, Effect.FAILS, FailMatrixIT::commits, table);
          matrix.run(Moment.BEFORE, Effect.STAYS_DOWN, op -> op.startsWith("rename "), table);
        });
  }

  @Test
  void s3(@TempDir Path directory) throws Exception {
    holds(
        S3Medium.in(directory),
        (matrix, table) -> {
          matrix.run(Moment.BEFORE, Effect.FAILS, FailMatrixIT::isOfCommit, table);
          matrix.run(Moment.AFTER, Effect.FAILS, FailMatrixIT::commits, table);
        });
  }
}
