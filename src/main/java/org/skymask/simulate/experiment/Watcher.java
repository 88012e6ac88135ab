package org.skymask.simulate.experiment;

import org.skymask.simulate.results.CellResult;
import org.skymask.simulate.results.RoundRow;

/** Is told how an experiment goes on. */
public interface Watcher {
  /** Nobody watches. */
  Watcher SILENT = new Watcher() {};

  /** The experiment begins. */
  default void begins(int cells, int finishedBefore) {}

  /** A cell begins. */
  default void begins(Cell cell) {}

  /** A round has ended. */
  default void round(Cell cell, RoundRow row, int rounds) {}

  /** A cell is finished. */
  default void finished(Cell cell, CellResult result) {}

  /** A cell could not be run to its end; the others are. */
  default void failed(Cell cell, Exception why) {}
}
