package org.skymask.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has something done when a time has passed. */
interface Alarm extends AutoCloseable {

  /** Does work after a time, on another thread, unless it is closed before. */
  void after(Duration time, Runnable work);

  /** Forgets what is still to be done. */
  @Override
  void close();

  /** By the clock of this machine. */
  static Alarm ofClock() {
    return new OfClock();
  }

  /** Its thread is a daemon, so that it never keeps the program from ending. */
  final class OfClock implements Alarm {
    private final ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(OfClock::daemon);

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "skymask-round-guard");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public void after(Duration time, Runnable work) {
      var unused = thread.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }
}
