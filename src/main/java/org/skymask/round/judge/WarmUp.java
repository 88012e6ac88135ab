package org.skymask.round.judge;

import org.skymask.cluster.DecisionRehearsal;
import org.skymask.config.Settings;
import org.skymask.kernel.KernelRehearsal;

/**
 * Loads and translates the code of mask training and the decision while Spark starts and a core is
 * idle. Otherwise the first epochs of a fresh JVM run interpreted, beside the compiler. No result
 * depends on it.
 */
public final class WarmUp {
  private WarmUp() {}

  /** Begins on a daemon thread, if the round will train masks. */
  public static void begin(Settings settings) {
    if (settings.method().aggregator().equals(SkyMaskAggregator.NAME)) {
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
