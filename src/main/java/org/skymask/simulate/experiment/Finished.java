package org.skymask.simulate.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skymask.simulate.results.CellFiles;
import org.skymask.simulate.results.CellResult;
import org.skymask.storage.Parallel;

/**
 * The results of all finished cells, whichever process has run them. A cell that is run again keeps
 * its old result until it has a new one.
 */
final class Finished {
  /** Files that are read at a time: on an object storage each is a request or two. */
  private static final int READERS = 8;

  private final CellFiles files;
  private final List<Cell> cells;
  private final Map<String, CellResult> results = new HashMap<>();

  /**
   * @param cells all of the experiment
   */
  Finished(CellFiles files, List<Cell> cells) {
    this.files = files;
    this.cells = cells;
  }

  /**
   * Reads what is finished now.
   *
   * @return whether anything is new
   */
  boolean read() throws IOException {
    List<Optional<CellResult>> found =
        Parallel.map(cells.size(), READERS, number -> files.readResult(cells.get(number).id()));
    boolean changed = false;
    for (Optional<CellResult> result : found) {
      changed |= result.isPresent() && put(result.get());
    }
    return changed;
  }

  private boolean put(CellResult result) {
    return !result.equals(results.put(result.cell(), result));
  }

  boolean has(Cell cell) {
    return results.containsKey(cell.id());
  }

  /** How many are finished. */
  int count() {
    return results.size();
  }

  /** How many there are. */
  int cells() {
    return cells.size();
  }

  /** Forgets a cell that could not be run again. */
  void remove(Cell cell) {
    results.remove(cell.id());
  }

  /** All in the order of the cells, under the labels that the matrix has now. */
  List<CellResult> results() {
    List<CellResult> all = new ArrayList<>();
    for (Cell cell : cells) {
      CellResult result = results.get(cell.id());
      if (result != null) {
        all.add(
            result.labelled(
                cell.rule().label(),
                cell.attack().label(),
                cell.split().label(),
                SetupOf.cell(cell)));
      }
    }
    return all;
  }
}
