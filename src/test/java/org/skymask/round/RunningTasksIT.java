package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.TestSpark;

/** Spark's tasks, as a round tells of them. */
class RunningTasksIT {
  private static final RoundId ID = new RoundId("demo", 7, "1");

  private static JavaSparkContext spark;

  /** {@code done of all}, and {@code ended} after each stage. */
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  private final Progress progress =
      new Progress() {
        @Override
        public void tasks(int done, int all) {
          told.add(done + " of " + all);
        }

        @Override
        public void ended(String stage, double seconds) {
          told.add("ended");
        }
      };

  @BeforeAll
  static void open() {
    spark = TestSpark.local(2);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private static int count(int partitions) {
    return (int) spark.parallelize(Collections.nCopies(partitions, 1), partitions).count();
  }

  /** Waits until Spark has told everything of what was computed. */
  private static boolean delivered() {
    try {
      spark.sc().listenerBus().waitUntilEmpty();
      return true;
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eachStageTellsOfItsOwn() {
    try (Stages stages = new Stages(spark, ID, progress)) {
      stages.run(
          "admit",
          "uploads",
          () -> {
            count(3);
            delivered();
            count(2);
            return delivered();
          });
      stages.run(
          "cluster",
          "masks",
          () -> {
            count(1);
            return delivered();
          });
    }
    assertThat(told)
        .containsExactly(
            "0 of 3", "1 of 3", "2 of 3", "3 of 3", "0 of 2", "1 of 2", "2 of 2", "ended", "0 of 1",
            "1 of 1", "ended");
  }

  @Test
  void whatRunsBesideAStageOrAfterTheRoundIsNotCounted() throws Exception {
    try (Stages stages = new Stages(spark, ID, progress)) {
      stages.run(
          "admit",
          "uploads",
          () -> {
            try (Alongside<Integer> beside = Alongside.begin(spark, ID, "root", () -> count(5))) {
              beside.await(RuntimeException.class);
            }
            return delivered();
          });
    }
    count(2);
    delivered();
    assertThat(told).containsExactly("ended");
  }

  @Test
  void aShuffleCountsBothItsSides() {
    try (Stages stages = new Stages(spark, ID, progress)) {
      stages.run(
          "admit",
          "uploads",
          () -> {
            spark.parallelize(List.of(1, 2, 3, 3), 4).distinct(2).count();
            return delivered();
          });
    }
    assertThat(told)
        .containsExactly(
            "0 of 4", "1 of 4", "2 of 4", "3 of 4", "4 of 4", "0 of 2", "1 of 2", "2 of 2",
            "ended");
  }
}
