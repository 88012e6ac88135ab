package org.skymask.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.skymask.round.evaluate.Measure;
import org.skymask.simulate.experiment.Cell;
import org.skymask.simulate.experiment.Watcher;
import org.skymask.simulate.results.CellResult;
import org.skymask.simulate.results.RoundRow;

/**
 * A line on standard error for each finished cell, with an estimate of the time left; on a terminal
 * one more that is written over with each round. The log's lines of rounds are switched off.
 */
final class SimulateProgress implements Watcher {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err = System.err;
  private final boolean terminal;
  private final long begun = System.nanoTime();
  private int cells;
  private int done;
  private int rounds;

  SimulateProgress(boolean json) {
    this.terminal = System.console() != null && !json;
    Configurator.setLevel("org.skymask", Level.WARN);
    // Whoever has the root dataset favour a class (federation.root-bias) means it.
    Configurator.setLevel("org.skymask.round.open", Level.ERROR);
  }

  @Override
  public void begins(int open, int finishedBefore) {
    cells = open;
    err.println(
        open
            + " cells to run"
            + (finishedBefore > 0 ? ", " + finishedBefore + " are finished" : ""));
  }

  @Override
  public void round(Cell cell, RoundRow row, int all) {
    rounds = all;
    if (terminal) {
      err.printf(
          Locale.ROOT,
          "%s%s: round %d of %d%s%s",
          CLEAR,
          cell.title(),
          row.round(),
          all,
          measured(row),
          left(done + (double) row.round() / all));
      err.flush();
    }
  }

  /** Nothing in a round whose model was not evaluated. */
  private static String measured(RoundRow row) {
    return Double.isNaN(row.value()) ? "" : ", " + quality(row);
  }

  @Override
  public void finished(Cell cell, CellResult result) {
    done++;
    RoundRow last = RoundRow.last(result.rows());
    double seconds = result.rows().stream().mapToDouble(RoundRow::seconds).sum();
    line(
        String.format(
            Locale.ROOT,
            "%s: %s, %.1f s (%.2f a round)",
            cell.title(),
            quality(last),
            seconds,
            seconds / rounds));
  }

  @Override
  public void failed(Cell cell, Exception why) {
    done++;
    line(cell.title() + " failed: " + Failure.of(why).message());
  }

  private static String quality(RoundRow row) {
    return MeasureText.words(new Measure(row.quality().code(), row.value()));
  }

  private void line(String text) {
    err.println((terminal ? CLEAR : "") + "[" + done + "/" + cells + "] " + text + left(done));
  }

  /** By the time that the cells so far have taken. */
  private String left(double cellsDone) {
    if (cellsDone <= 0 || cellsDone >= cells) {
      return "";
    }
    double seconds = (System.nanoTime() - begun) / 1e9 / cellsDone * (cells - cellsDone);
    return ", about " + span(seconds) + " left";
  }

  /** A time as people say it: {@code 40 s}, {@code 2 h 5 min}. */
  static String span(double seconds) {
    long minutes = Math.round(seconds / 60);
    if (minutes < 1) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** Leaves the terminal without the line. */
  void end() {
    if (terminal) {
      err.print(CLEAR);
    }
  }
}
