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

/** Models that S3 gets in parts: requests about the parts fail, and drivers are killed there. */
class MultipartIT {
  @Test
  void aModelThatIsUploadedInParts(@TempDir Path directory) throws Exception {
    Map<String, String> fedavg = Map.of("aggregator", "fedavg");
    Table table = new Table("s3a-parts-subset");
    try (S3Medium medium = S3Medium.inParts(directory);
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      FailMatrix failing = new FailMatrix(spark, medium, "fedavg, in parts", fedavg);
      assertThat(failing.operations())
          .as("begun, two parts, put together")
          .filteredOn(S3Medium::isOfParts)
          .hasSize(4);
      failing.run(Moment.BEFORE, Effect.FAILS, S3Medium::isOfParts, table);
      failing.run(Moment.AFTER, Effect.STAYS_DOWN, op -> op.contains("partNumber=2"), table);
      KillMatrix killed = new KillMatrix(spark, medium, "fedavg, in parts", fedavg);
      killed.run(Moment.BEFORE, Effect.HANGS, op -> op.contains("partNumber=2"), table);
    }
    assertThat(table.violations()).isEmpty();
  }
}
