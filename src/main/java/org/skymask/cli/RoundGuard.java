package org.skymask.cli;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Durations;
import org.skymask.round.Progress;
import org.skymask.round.RoundId;

/**
 * Ends the program where a round would not end by itself: after {@code round.time-limit}, and where
 * a thread of Spark has died without memory and other threads wait for its work. A thread that
 * waits for storage cannot be told to stop waiting: a NameNode that is stuck but still renews
 * leases is waited for without end, and an interrupt changes nothing. What a driver leaves that
 * ends at any moment is nothing, or a version.
 */
final class RoundGuard implements Progress, AutoCloseable {
  /** For Spark to stop and temporary files to be removed, which storage that is stuck may hold. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** How the program ends. */
  interface End {
    /** With shutdown hooks; may never return. */
    void orderly(int exit);

    /** At once. */
    void atOnce(int exit);
  }

  private record OfProcess() implements End {
    @Override
    public void orderly(int exit) {
      ProgramEnd.with(exit);
    }

    @Override
    public void atOnce(int exit) {
      Runtime.getRuntime().halt(exit);
    }
  }

  private final String command;
  private final Consumer<Failure> told;
  private final End end;
  private final Alarm alarm;
  private final @Nullable UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  private @Nullable RoundId round;
  private String stage = "begin";
  private boolean commits;
  private boolean over;
  private boolean ending;

  private RoundGuard(String command, Consumer<Failure> told, End end, Alarm alarm) {
    this.command = command;
    this.told = told;
    this.end = end;
    this.alarm = alarm;
  }

  /**
   * Begins to watch, and to count.
   *
   * @param command finds out how the round has ended, followed by {@code --round} and its number
   * @param limit zero for none
   * @param told what has happened, before the program ends
   * @param alarm says when the time is up; closed with the guard
   */
  static RoundGuard begin(String command, Duration limit, Consumer<Failure> told, Alarm alarm) {
    RoundGuard guard = begin(command, limit, told, alarm, new OfProcess());
    ProgramEnd.guard(guard);
    return guard;
  }

  /** The same with another end. */
  static RoundGuard begin(
      String command, Duration limit, Consumer<Failure> told, Alarm alarm, End end) {
    RoundGuard guard = new RoundGuard(command, told, end, alarm);
    if (!limit.isZero()) {
      String late =
          "has taken longer than round.time-limit = " + Durations.text(limit) + " and was ended";
      alarm.after(limit, () -> guard.end(late));
    }
    Thread.setDefaultUncaughtExceptionHandler(guard::died);
    return guard;
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
  public void commits() {
    synchronized (this) {
      if (!ending) {
        commits = true;
        return;
      }
    }
    // It was told that nothing is committed.
    rest();
  }

  private void died(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      Stopping.tell(thread, thrown);
      end(
          "has no memory left on the driver ("
              + thrown.getMessage()
              + ", in the thread "
              + thread.getName()
              + "; see spark.driver.memory, or -Xmx where Spark is embedded) and was ended");
    } else if (before != null) {
      before.uncaughtException(thread, thrown);
    }
  }

  /** A signal has arrived, at any time: also after the round. */
  void stopped(String signal) {
    String why = "was stopped by " + signal;
    if (!end(why)) {
      ProgramEnd.fail(meaning(why));
    }
  }

  /** False where the round has ended meanwhile, or is being ended. */
  private boolean end(String why) {
    Failure failure = failure(why);
    if (failure == null || !ProgramEnd.speaks()) {
      return false;
    }
    alarm.after(GRACE, () -> end.atOnce(failure.exit()));
    told.accept(failure);
    end.orderly(failure.exit());
    return true;
  }

  /** Null where the round has ended meanwhile, or is being ended. */
  private synchronized @Nullable Failure failure(String why) {
    if (over || ending) {
      return null;
    }
    ending = true;
    return meaning(why);
  }

  /** What the round's end at this moment says of its commit. */
  synchronized Failure meaning(String why) {
    String name = round == null ? "the round" : "round " + round.round();
    String what = name + " " + why + " in the stage " + stage;
    return commits
        ? new Failure(
            what
                + ": it is not known whether it is committed, and nothing was removed; run "
                + command
                + (round == null ? "" : " --round " + round.round())
                + " to find out",
            ExitCode.UNKNOWN)
        : new Failure(
            what + ": nothing was committed; sweep removes what it left", ExitCode.FAILED);
  }

  /** The round has ended. Where the program is being ended instead, this waits for that. */
  @Override
  public void close() {
    synchronized (this) {
      over = true;
      if (!ending) {
        Thread.setDefaultUncaughtExceptionHandler(before);
        alarm.close();
        return;
      }
    }
    rest();
  }

  private static void rest() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // Nobody has more to say than what was told.
      }
    }
  }
}
