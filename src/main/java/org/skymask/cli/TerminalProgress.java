package org.skymask.cli;

import java.io.PrintStream;
import java.time.Clock;
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

  private static final int BAR = 20;

  /** Seconds of a stage from which on it says how long it will still take. */
  private static final double LONG = 3;

  private final Clock clock;
  private final PrintStream terminal;
  private long begun;

  /**
   * @param terminal that is written to
   */
  TerminalProgress(Clock clock, PrintStream terminal) {
    this.clock = clock;
    this.terminal = terminal;
    this.begun = clock.millis();
  }

  /** On a terminal a line, otherwise nothing: there the log has a line a stage. */
  static Progress choose(boolean json) {
    if (System.console() == null || json) {
      return Progress.SILENT;
    }
    Configurator.setLevel("org.skymask", Level.WARN);
    return new TerminalProgress(Clock.systemUTC(), System.err);
  }

  @Override
  public void stage(String stage, String description) {
    begun = clock.millis();
    terminal.print(CLEAR + stage + ": " + description + " …");
  }

  @Override
  public void ended(String stage, double seconds) {
    terminal.printf(Locale.ROOT, "%s%-12s %6.2f s%n", CLEAR, stage, seconds);
  }

  @Override
  public void epoch(int epoch, int epochs, double loss) {
    int full = epoch * BAR / epochs;
    terminal.printf(
        Locale.ROOT,
        "%strain-masks: epoch %d of %d, root loss %.4f %s%s",
        CLEAR,
        epoch,
        epochs,
        loss,
        "▮".repeat(full) + "▯".repeat(BAR - full),
        left(epoch, epochs));
  }

  /** How long the stage will still take, where that is worth saying. */
  private String left(int done, int all) {
    double seconds = (clock.millis() - begun) / 1000.0;
    double left = seconds / done * (all - done);
    return seconds < LONG || done == all
        ? ""
        : String.format(Locale.ROOT, " about %s left", SimulateProgress.span(left));
  }

  /** Leaves the terminal without the line. */
  static void end(Progress progress) {
    if (progress instanceof TerminalProgress) {
      System.err.print(CLEAR);
    }
  }
}
