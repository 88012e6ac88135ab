package org.skymask.cli;

import java.util.Locale;
import org.skymask.round.Progress;

/** One line on a terminal that is written over as a round goes on. */
final class TerminalProgress implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  private TerminalProgress() {}

  /** On a terminal a line, otherwise nothing: there the log has a line a stage. */
  static Progress choose(boolean json) {
    return System.console() == null || json ? Progress.SILENT : new TerminalProgress();
  }

  @Override
  public void stage(String stage, String description) {
    System.err.print(CLEAR + stage + ": " + description + " …");
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
    if (epoch == epochs) {
      System.err.print(CLEAR);
    }
  }

  /** Leaves the terminal without the line. */
  static void end(Progress progress) {
    if (progress instanceof TerminalProgress) {
      System.err.print(CLEAR);
    }
  }
}
