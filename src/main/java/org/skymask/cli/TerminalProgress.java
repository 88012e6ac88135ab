package org.skymask.cli;

import java.util.Locale;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.skymask.round.Progress;

/**
 * On a terminal, a line for each stage that has ended and below them one that is written over as a
 * round goes on. Our own log lines say the same and would tear it: they are switched off.
 */
final class TerminalProgress implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  private TerminalProgress() {}

  /** On a terminal a line, otherwise nothing: there the log has a line a stage. */
  static Progress choose(boolean json) {
    if (System.console() == null || json) {
      return Progress.SILENT;
    }
    Configurator.setLevel("org.skymask", Level.WARN);
    return new TerminalProgress();
  }

  @Override
  public void stage(String stage, String description) {
    System.err.print(CLEAR + stage + ": " + description + " …");
  }

  @Override
  public void ended(String stage, double seconds) {
    System.err.printf(Locale.ROOT, "%s%-12s %6.2f s%n", CLEAR, stage, seconds);
  }

  @Override
  public void epoch(int epoch, int epochs, double loss) {
    System.err.print(
        String.format(
            Locale.ROOT,
            "%strain-masks: epoch %d of %d, root loss %.4f %s",
            CLEAR,
            epoch,
            epochs,
            loss,
            "▮".repeat(epoch * 20 / epochs) + "▯".repeat(20 - epoch * 20 / epochs)));
  }

  /** Leaves the terminal without the line. */
  static void end(Progress progress) {
    if (progress instanceof TerminalProgress) {
      System.err.print(CLEAR);
    }
  }
}
