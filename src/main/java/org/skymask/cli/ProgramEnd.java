package org.skymask.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * Ends the process with one of the exit codes (contract.md#exit-codes), whoever ends it. One thread
 * alone says why. Signals end it with 1 (143 is a shell's number for one), and so does a library
 * that calls {@code System.exit}: Spark ends a driver without memory with 52, and one without a
 * local directory with 53.
 */
public final class ProgramEnd {
  private static final String[] SIGNALS = {"TERM", "INT", "HUP"};

  /** Below those that stop Spark and close file systems: the last to run. */
  private static final int LAST = 0;

  /** Whoever tells how the program ended; null until somebody does. */
  private static final AtomicReference<@Nullable Thread> SPEAKER = new AtomicReference<>();

  private static volatile boolean watching;
  private static volatile boolean json;
  private static volatile @Nullable RoundGuard guard;
  private static volatile @Nullable Thread ender;
  private static volatile int code = ExitCode.FAILED;

  private ProgramEnd() {}

  /**
   * Begins to watch this process; before it has been called, everything here is without effect.
   *
   * @param arguments of the command line
   */
  public static void watch(String... arguments) {
    watching = true;
    json = Cli.asksForJson(arguments);
    for (String signal : SIGNALS) {
      handle(signal);
    }
  }

  /** One that was ignored when the JVM began, as by nohup, stays so. */
  private static void handle(String signal) {
    try {
      Signal.handle(new Signal(signal), got -> stopped("SIG" + got.getName()));
    } catch (IllegalArgumentException e) {
      // -Xrs leaves signals to the system.
    }
  }

  /** Ends the process, with its shutdown hooks. */
  public static void with(int exit) {
    code = exit;
    ender = Thread.currentThread();
    System.exit(exit);
  }

  /** Has a round say what its end means. */
  static void guard(RoundGuard round) {
    guard = round;
  }

  /** Has the last shutdown hook mend a foreign exit code. Hadoop's classes are loaded for this. */
  static void mendExitCodes() {
    ShutdownHookManager hooks = ShutdownHookManager.get();
    if (watching && !hooks.hasShutdownHook(LastWord.HOOK)) {
      hooks.addShutdownHook(LastWord.HOOK, LAST);
    }
  }

  /** Whether this thread is the one to say how the program ended. */
  static boolean speaks() {
    Thread me = Thread.currentThread();
    return !watching || SPEAKER.compareAndSet(null, me) || SPEAKER.get() == me;
  }

  /** Waits for the end if another thread is ending the program; otherwise returns at once. */
  static void await() {
    while (watching) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // Nobody has more to say than what was told.
      }
    }
  }

  /** Ends the process for what happened outside of the command's own thread. */
  static void fail(Failure failure) {
    if (watching && speaks()) {
      Cli.say(failure, json);
      with(failure.exit());
    }
  }

  private static void stopped(String signal) {
    RoundGuard round = guard;
    if (round != null) {
      round.stopped(signal);
    } else {
      // Where the answer was given already, the program is about to end by itself.
      fail(new Failure("stopped by " + signal, ExitCode.FAILED));
    }
  }

  /** The last hook of a shutdown. */
  private static final class LastWord implements Runnable {
    static final LastWord HOOK = new LastWord();

    @Override
    public void run() {
      Thread own = ender;
      StackTraceElement[] stack = own == null ? new StackTraceElement[0] : own.getStackTrace();
      if (ForeignExit.runsHooks(stack)) {
        return;
      }
      try {
        if (speaks()) {
          RoundGuard round = guard;
          String why = "was ended by " + ForeignExit.caller() + ", and the log says why";
          Failure failure =
              round == null
                  ? new Failure("the program " + why, ExitCode.FAILED)
                  : round.meaning(why);
          code = failure.exit();
          Cli.say(failure, json);
        }
      } finally {
        Runtime.getRuntime().halt(code);
      }
    }
  }
}
