package org.skymask.cli;

import org.apache.hadoop.util.ShutdownHookManager;

/** Handles a program that a signal has stopped: later failures come from that. */
final class Stopping {
  private Stopping() {}

  /** Spark is stopped by Hadoop's shutdown hooks, and its threads and jobs fail while they run. */
  static boolean inProgress() {
    return ShutdownHookManager.get().isShutdownInProgress();
  }

  /** Silences threads that die while the program is being stopped. */
  static void quietly() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          if (!inProgress()) {
            tell(thread, thrown);
            if (thrown instanceof OutOfMemoryError) {
              ProgramEnd.fail(Failure.of(thrown));
            }
          }
        });
  }

  /** That a thread died, in the log. */
  static void tell(Thread thread, Throwable thrown) {
    System.err.println("skymask: thread " + thread.getName() + " ended");
    thrown.printStackTrace(System.err);
  }
}
