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

/** The local disk fails at every operation of a round. */
class FailMatrixIT {

  @Test
  void everyOperationOfTheLocalDisk(@TempDir Path directory) throws Exception {
    Table table = new Table("local-fail-subset");
    try (LocalMedium medium = LocalMedium.in(directory);
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      FailMatrix fedavg = new FailMatrix(spark, medium, "fedavg", Map.of("aggregator", "fedavg"));
      fedavg.run(Moment.BEFORE, Effect.FAILS, Matrix::isWriting, table);
      fedavg.run(Moment.HALFWAY, Effect.FAILS, op -> op.startsWith("write "), table);
      fedavg.run(Moment.AFTER, Effect.FAILS, Matrix::isWriting, table);
      fedavg.run(Moment.BEFORE, Effect.STAYS_DOWN, op -> true, table);
      fedavg.run(Moment.AFTER, Effect.STAYS_DOWN, Matrix::isWriting, table);
    }
    assertThat(table.violations()).isEmpty();
  }
}
