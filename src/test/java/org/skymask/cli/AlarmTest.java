package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AlarmTest {

  @Test
  void theWorkIsDoneOnADaemonAfterTheTime() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Thread> worker = new AtomicReference<>();
    try (Alarm alarm = Alarm.ofClock()) {
      alarm.after(
          Duration.ofMillis(1),
          () -> {
            worker.set(Thread.currentThread());
            done.countDown();
          });
      done.await();
    }
    assertThat(worker.get()).isNotNull().returns(true, Thread::isDaemon);
  }
}
