package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.skymask.TestSpark;
import org.slf4j.MDC;

/** What a line of the log is written with, on the driver and in tasks. */
class LogContextIT {

  private static List<String> inTasks(JavaSparkContext spark) {
    return spark.parallelize(List.of(1, 2), 2).map(i -> context()).collect();
  }

  private static String context() {
    return MDC.get("mdc.federation") + " " + MDC.get("mdc.round") + " " + MDC.get("mdc.attempt");
  }

  @Test
  void namesTheRoundWhileItRuns() {
    RoundId id = new RoundId("demo", 7, "abc");
    try (JavaSparkContext spark = TestSpark.local(2)) {
      try (Stages stages = new Stages(spark, id, Progress.SILENT)) {
        assertThat(context()).isEqualTo("demo 7 abc");
        assertThat(System.getProperty("skymask.attempt")).isEqualTo("abc");
        assertThat(stages.<List<String>, RuntimeException>run("admit", "…", () -> inTasks(spark)))
            .containsExactly("demo 7 abc", "demo 7 abc");
      }
      assertThat(context()).isEqualTo("null null null");
      assertThat(System.getProperty("skymask.attempt"))
          .as("other threads of the driver still end what the round began")
          .isEqualTo("abc");
      assertThat(inTasks(spark)).containsOnly("null null null");
    }
  }
}
