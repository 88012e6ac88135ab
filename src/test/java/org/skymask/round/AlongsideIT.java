package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.TestSpark;

/** Work beside a round: its result, its errors, and its end. */
class AlongsideIT {
  private static final RoundId ID = new RoundId("demo", 7, "1");
  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final CountDownLatch RELEASED = new CountDownLatch(1);

  private static JavaSparkContext spark;

  @BeforeAll
  static void open() {
    spark = TestSpark.local(2);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  @Test
  void itsResultIsWaitedForWhileOtherJobsRun() throws IOException {
    try (Alongside<Integer> sum =
        Alongside.begin(
            spark,
            ID,
            "sum",
            () -> spark.parallelize(List.of(1, 2, 3), 3).reduce((a, b) -> a + b))) {
      assertThat(spark.parallelize(List.of(4, 5), 2).count()).isEqualTo(2);
      assertThat(sum.await(IOException.class)).isEqualTo(6);
    }
  }

  @Test
  void whatItThrowsIsThrownToWhoeverWaits() {
    IOException storage = new IOException("the storage fails");
    IllegalStateException mistake = new IllegalStateException("a mistake");
    assertThatThrownBy(() -> failing(storage).await(IOException.class)).isSameAs(storage);
    assertThatThrownBy(() -> failing(mistake).await(IOException.class)).isSameAs(mistake);
  }

  private static Alongside<Void> failing(Exception why) {
    return Alongside.begin(
        spark,
        ID,
        "failing",
        () -> {
          throw why;
        });
  }

  @Test
  void closingEndsItsJobAndLeavesThoseOfOthers() throws InterruptedException {
    Alongside<Long> held =
        Alongside.begin(
            spark,
            ID,
            "held",
            () -> spark.parallelize(List.of(1), 1).map(AlongsideIT::hold).count());
    BEGUN.await();
    held.close();
    assertThat(RELEASED.getCount()).isOne();
    assertThatThrownBy(() -> held.await(IOException.class)).hasMessageContaining("cancelled");
    RELEASED.countDown();
    assertThat(spark.parallelize(List.of(4, 5), 2).count()).isEqualTo(2);
  }

  private static int hold(int value) throws InterruptedException {
    BEGUN.countDown();
    RELEASED.await();
    return value;
  }
}
