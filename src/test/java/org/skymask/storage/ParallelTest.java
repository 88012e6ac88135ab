package org.skymask.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelTest {

  @Test
  void resultsComeInOrder() throws IOException {
    assertThat(Parallel.map(5, 2, number -> number * number)).containsExactly(0, 1, 4, 9, 16);
    assertThat(Parallel.map(1, 4, number -> "one")).containsExactly("one");
  }

  @Test
  void afterAFailureNothingRunsAnyMore() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    assertThatThrownBy(
            () ->
                Parallel.map(
                    100,
                    2,
                    number -> {
                      begun.incrementAndGet();
                      running.incrementAndGet();
                      both.countDown();
                      try {
                        both.await();
                        if (number == 0) {
                          throw new IOException("file 0: no space");
                        }
                        return number;
                      } catch (InterruptedException e) {
                        throw new IOException(e);
                      } finally {
                        running.decrementAndGet();
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("file 0: no space");
    assertThat(running).hasValue(0);
    assertThat(begun.get()).isBetween(2, 100);
  }

  @Test
  void otherThrowablesKeepTheirType() {
    assertThatThrownBy(
            () ->
                Parallel.map(
                    2,
                    2,
                    number -> {
                      throw new IllegalArgumentException("number " + number);
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number 0");
  }
}
