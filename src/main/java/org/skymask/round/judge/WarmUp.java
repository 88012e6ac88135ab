package org.skymask.round.judge;

import org.skymask.cluster.DecisionRehearsal;
import org.skymask.config.Settings;
import org.skymask.kernel.KernelRehearsal;

/**
 * Uses the seconds in which Spark starts, and a core has nothing to do: what mask training and the
 * decision compute with is loaded and translated by then. Otherwise the first epochs of a fresh JVM
 * run interpreted, beside the compiler. No result depends on it.
 */
public final class WarmUp {
  private WarmUp() {}

  /** Begins on a thread that nobody waits for, where the round is to train masks. */
  public static void begin(Settings settings) {
    if (settings.aggregator().equals(SkyMaskAggregator.NAME)) {
      Thread thread = new Thread(WarmUp::run, "skymask-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Before a decision: the Java LAPACK below both keeps static state and serves one thread. */
  static void end() {
    DecisionRehearsal.end();
  }

  private static void run() {
    KernelRehearsal.run();
    DecisionRehearsal.run();
  }
}
