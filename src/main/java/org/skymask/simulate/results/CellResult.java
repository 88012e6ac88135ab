package org.skymask.simulate.results;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished cell: its rows, one a round in their order, and what made them.
 *
 * @param materials digest over data and architecture; null where an earlier release wrote none
 * @param model digest of the last version; null where an earlier release wrote none
 * @param versions of the software
 */
public record CellResult(
    String cell,
    @Nullable String materials,
    @Nullable String model,
    Map<String, String> versions,
    List<RoundRow> rows) {

  public CellResult {
    versions = Map.copyOf(versions);
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("cell " + cell + " has no round");
    }
  }

  /**
   * The same as a matrix calls it now: labels are no part of a cell's identity, and may have
   * changed since it was run.
   */
  public CellResult labelled(String rule, String attack, String split, Setup setup) {
    return new CellResult(
        cell,
        materials,
        model,
        versions,
        rows.stream().map(row -> row.labelled(rule, attack, split, setup)).toList());
  }
}
