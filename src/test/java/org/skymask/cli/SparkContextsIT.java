package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.skymask.config.SettingsLoader;

/** Embedded Spark. */
class SparkContextsIT {

  private static JavaSparkContext open(Map<String, String> keys) throws IOException {
    assumeTrue(System.getenv("SKYMASK_MASTER") == null, "skipped: SKYMASK_MASTER is another");
    return SparkContexts.open(SettingsLoader.load(null, keys), "test");
  }

  /** Which attempt of a task succeeded, where those before failed. */
  private static int attempts(JavaSparkContext spark, int failures) {
    return spark
        .parallelize(List.of(1), 1)
        .map(
            one -> {
              int attempt = TaskContext.get().attemptNumber();
              if (attempt < failures) {
                throw new IllegalStateException("attempt " + attempt);
              }
              return attempt;
            })
        .first();
  }

  @Test
  void aTaskThatFailsIsTriedAgainAsOnACluster() throws IOException {
    try (JavaSparkContext spark = open(Map.of())) {
      assertThat(spark.master()).isEqualTo("local[*,4]");
      assertThat(attempts(spark, 3)).isEqualTo(3);
    }
  }

  @Test
  void howOftenIsSparksKeyToSay() throws IOException {
    try (JavaSparkContext spark = open(Map.of("spark.task.maxFailures", "6"))) {
      assertThat(attempts(spark, 5)).isEqualTo(5);
    }
  }
}
