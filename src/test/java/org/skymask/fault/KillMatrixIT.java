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

/** Drivers are killed while they commit: a part of what {@link FaultMatrix} does. */
class KillMatrixIT {

  private interface Cases {
    void run(KillMatrix matrix, Table table) throws Exception;
  }

  private static void holds(Medium medium, Cases cases) throws Exception {
    Table table = new Table(medium.name() + "-kill-subset");
    try (medium;
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      cases.run(new KillMatrix(spark, medium, "fedavg", Map.of("aggregator", "fedavg")), table);
    }
    assertThat(table.violations()).isEmpty();
  }

  @Test
  void onTheLocalDisk(@TempDir Path directory) throws Exception {
    holds(
        LocalMedium.in(directory),
        (matrix, table) -> {
          matrix.run(Moment.HALFWAY, Effect.HANGS, op -> op.matches("write .*/part-.*"), table);
          matrix.run(Moment.BEFORE, Effect.HANGS, op -> op.startsWith("link "), table);
          matrix.run(Moment.AFTER, Effect.HANGS, op -> op.startsWith("link "), table);
          matrix.run(Moment.BEFORE, Effect.WAITS, op -> op.startsWith("link "), table);
        });
  }

  @Test
  void onHdfs(@TempDir Path directory) throws Exception {
    holds(
        HdfsMedium.in(directory),
        (matrix, table) -> {
          matrix.run(Moment.HALFWAY, Effect.HANGS, op -> op.matches("write .*/part-.*"), table);
          matrix.run(Moment.BEFORE, Effect.HANGS, op -> op.startsWith("rename "), table);
          matrix.run(Moment.AFTER, Effect.HANGS, op -> op.startsWith("rename "), table);
        });
  }

  @Test
  void onS3(@TempDir Path directory) throws Exception {
    holds(
        S3Medium.in(directory),
        (matrix, table) -> {
          // On its way: nothing of it has reached the server.
          matrix.run(Moment.BEFORE, Effect.HANGS, op -> op.matches("PUT .*/part-.*"), table);
          matrix.run(Moment.BEFORE, Effect.HANGS, Medium::isCommit, table);
          matrix.run(Moment.AFTER, Effect.HANGS, Medium::isCommit, table);
        });
  }
}
