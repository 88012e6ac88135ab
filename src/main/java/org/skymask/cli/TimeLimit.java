package org.skymask.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Durations;
import org.skymask.round.Progress;
import org.skymask.round.RoundId;

/**
 * Ends the program where a round takes too long. A thread that waits for storage cannot be told to
 * stop waiting: a NameNode that is stuck but still renews leases is waited for without end, and an
 * interrupt changes nothing. What a driver leaves that ends at any moment is nothing, or a version.
 */
final class TimeLimit implements Progress, AutoCloseable {
  /** For Spark to stop and temporary files to be removed, which storage that is stuck may hold. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Duration limit;
  private final Consumer<Failure> told;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(TimeLimit::daemon);

  private @Nullable RoundId round;
  private String stage = "begin";
  private boolean commits;
  private boolean over;
  private boolean expired;

  /**
   * Begins to count.
   *
   * @param limit zero for none
   * @param told what has happened, before the program ends
   */
  TimeLimit(Duration limit, Consumer<Failure> told) {
    this.limit = limit;
    this.told = told;
    if (!limit.isZero()) {
      var unused = clock.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "skymask-time-limit");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void begins(RoundId id) {
    round = id;
  }

  @Override
  public synchronized void stage(String name, String description) {
    stage = name;
  }

  @Override
  public synchronized void commits() {
    commits = true;
  }

  private void expire() {
    Failure failure = failure();
    if (failure == null) {
      return;
    }
    clock.schedule(
        () -> Runtime.getRuntime().halt(failure.exit()), GRACE.toMillis(), TimeUnit.MILLISECONDS);
    told.accept(failure);
    System.exit(failure.exit());
  }

  /** Null where the round has ended meanwhile. */
  private synchronized @Nullable Failure failure() {
    if (over) {
      return null;
    }
    expired = true;
    String what =
        (round == null ? "the round" : "round " + round.round())
            + " has taken longer than round.time-limit = "
            + Durations.text(limit)
            + " and was ended in the stage "
            + stage;
    return commits
        ? new Failure(
            what
                + ": whether it is committed is not known, nothing was removed; run skymask round"
                + (round == null ? "" : " --round " + round.round())
                + " to find out",
            ExitCode.UNKNOWN)
        : new Failure(
            what + ": nothing was committed; what it has left, sweep removes", ExitCode.FAILED);
  }

  /** The round has ended. Where the program is being ended instead, this waits for that. */
  @Override
  public void close() {
    synchronized (this) {
      over = true;
      if (!expired) {
        clock.shutdownNow();
        return;
      }
    }
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // Nobody has more to say than what was told.
      }
    }
  }
}
