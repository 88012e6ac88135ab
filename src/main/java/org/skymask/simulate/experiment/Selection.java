package org.skymask.simulate.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.skymask.config.ConfigurationException;

/** Which cells of an experiment a call runs. */
@FunctionalInterface
public interface Selection {
  /** All of them. */
  Selection ALL = cells -> cells;

  /**
   * Those that are meant, in their order.
   *
   * @param cells all of the experiment, whether finished or not
   */
  List<Cell> of(List<Cell> cells);

  /**
   * One cell.
   *
   * @param id of it; unknown ones are a {@link ConfigurationException} once the cells are known
   */
  static Selection cell(String id) {
    return cells -> {
      List<Cell> found = cells.stream().filter(cell -> cell.id().equals(id)).toList();
      if (found.isEmpty()) {
        throw new ConfigurationException(
            "--cell " + id + ": the experiment has no such cell; --dry-run lists them");
      }
      return found;
    };
  }

  /**
   * One of {@code parts} cells in a row, drawn by lot. Parts are cut from all cells, not from those
   * that are open, and the lots are always the same, so that the parts of several processes have no
   * cell in common, whichever begins when. Rules are the innermost axis and differ much in what
   * they cost: without lots one part of two would have all cells of FedAvg, and the other all of
   * SkyMask.
   *
   * @param part from 1
   */
  static Selection part(int part, int parts) {
    if (part < 1 || part > parts) {
      throw new IllegalArgumentException("part " + part + " of " + parts);
    }
    return cells -> {
      Random lots = new Random(1);
      List<Integer> row = new ArrayList<>(IntStream.range(0, parts).boxed().toList());
      List<Cell> mine = new ArrayList<>();
      for (int first = 0; first < cells.size(); first += parts) {
        Collections.shuffle(row, lots);
        for (int i = first; i < Math.min(first + parts, cells.size()); i++) {
          if (row.get(i - first) == part - 1) {
            mine.add(cells.get(i));
          }
        }
      }
      return mine;
    };
  }
}
