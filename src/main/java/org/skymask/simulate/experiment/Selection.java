package org.skymask.simulate.experiment;

import java.util.List;
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
   * Every {@code parts}-th cell. Parts are cut from all cells, not from those that are open, so
   * that those of several processes have no cell in common, whichever begins when.
   *
   * @param part from 1
   */
  static Selection part(int part, int parts) {
    if (part < 1 || part > parts) {
      throw new IllegalArgumentException("part " + part + " of " + parts);
    }
    return cells ->
        IntStream.range(0, cells.size())
            .filter(i -> i % parts == part - 1)
            .mapToObj(cells::get)
            .toList();
  }
}
