package org.skymask.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.skymask.round.Progress;

/**
 * On a terminal, a line for each stage that has ended and below them one that is written over as a
 * round goes on. Our own log lines say the same and would tear it: they are switched off. It is
 * told of tasks by another thread than of the rest.
 */
final class TerminalProgress implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  private static final int BAR = 20;

  /** Seconds of a stage from which on it says how long it will still take. */
  private static final double LONG = 3;

  /** Seconds of what Spark computes from which on its tasks are shown. */
  private static final double WORTH_A_BAR = 1;

  private final Clock clock;
  private final PrintStream terminal;

  /** The stage with what it does, or with its epoch; empty between stages. */
  private String head = "";

  /** When the stage began; and what Spark computes now, negative where it computes nothing. */
  private long begun;

  private long computing = -1;

  /** Epochs that have ended, of all; 0 of 0 outside mask training. */
  private int epoch;

  private int epochs;

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
  public synchronized void stage(String stage, String description) {
    begun = clock.millis();
    computing = -1;
    epoch = 0;
    epochs = 0;
    head = stage + ": " + description;
    terminal.print(CLEAR + head + " …");
  }

  @Override
  public synchronized void ended(String stage, double seconds) {
    head = "";
    terminal.printf(Locale.ROOT, "%s%-12s %6.2f s%n", CLEAR, stage, seconds);
  }

  @Override
  public synchronized void epoch(int epoch, int epochs, double loss) {
    this.epoch = epoch;
    this.epochs = epochs;
    computing = -1;
    head =
        String.format(
            Locale.ROOT, "train-masks: epoch %d of %d, root loss %.4f", epoch, epochs, loss);
    show("", (double) epoch / epochs, begun);
  }

  @Override
  public synchronized void tasks(int done, int all) {
    if (head.isEmpty()) {
      return;
    }
    long now = clock.millis();
    if (computing < 0 || done == 0) {
      computing = now;
    }
    if (done > 0 && now - computing >= WORTH_A_BAR * 1000) {
      String tasks = String.format(Locale.ROOT, ", %d of %d tasks", done, all);
      double part = (double) done / all;
      if (epochs == 0) {
        show(tasks, part, computing);
      } else {
        show(tasks, Math.min(1, (epoch + part) / epochs), begun);
      }
    }
  }

  /**
   * @param part of the work that is done, 0 to 1
   * @param since when it began
   */
  private void show(String tasks, double part, long since) {
    int full = (int) (part * BAR + 1e-9);
    terminal.print(
        CLEAR + head + tasks + " " + "▮".repeat(full) + "▯".repeat(BAR - full) + left(part, since));
  }

  /** How long it will still take, where that is worth saying. */
  private String left(double part, long since) {
    double seconds = (clock.millis() - since) / 1000.0;
    return seconds < LONG || part == 1
        ? ""
        : String.format(
            Locale.ROOT, " about %s left", SimulateProgress.span(seconds / part * (1 - part)));
  }

  /** Leaves the terminal without the line. */
  static void end(Progress progress) {
    if (progress instanceof TerminalProgress) {
      System.err.print(CLEAR);
    }
  }
}
