package org.skymask.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.skymask.round.RoundId;

class OutboxTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void sendsInOrderAndWaitsForTheLast() {
    List<Integer> sent = Collections.synchronizedList(new ArrayList<>());
    Outbox outbox = new Outbox("test");
    for (int i = 0; i < 100; i++) {
      int message = i;
      outbox.post(() -> sent.add(message));
    }
    outbox.close(LONG);
    assertThat(sent).hasSize(100).isSorted();
  }

  @Test
  void afterAFailureNothingMoreIsSent() {
    List<Integer> sent = Collections.synchronizedList(new ArrayList<>());
    Outbox outbox = new Outbox("test");
    outbox.post(() -> sent.add(1));
    outbox.post(
        () -> {
          throw new IOException("unplugged");
        });
    outbox.post(() -> sent.add(3));
    outbox.close(LONG);
    assertThat(sent).containsExactly(1);
  }

  @Test
  void whoNeverAnswersIsGivenUp() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Outbox outbox = new Outbox("test");
    outbox.post(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            interrupted.countDown();
          }
        });
    begun.await();
    outbox.close(Duration.ZERO);
    interrupted.await();
    assertThat(interrupted.getCount()).isZero();
  }

  @Test
  void anObserverThatThrowsIsNotAskedAgain() {
    List<String> told = new ArrayList<>();
    Guarded guarded =
        new Guarded(
            new Observer() {
              @Override
              public String name() {
                return "test";
              }

              @Override
              public void begins(RoundId round) {
                told.add("begins");
                throw new IllegalStateException("no");
              }

              @Override
              public void finished(Ending ending) {
                told.add("finished");
              }
            });
    guarded.begins(Rounds.ID);
    guarded.finished(new Ending(null, 1, ""));
    assertThat(told).containsExactly("begins");
  }
}
