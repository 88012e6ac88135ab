package org.skymask.report;

import java.util.List;
import java.util.Map;

/**
 * What an experiment came to along one of its numeric axes, for each combination of all others.
 *
 * @param places values of the axis, in their order
 * @param fromNobody whether nobody is malicious at the first place
 * @param rules labels of all rules, in their order
 * @param groups one a combination of the other axes
 */
public record AlongAxis(
    Kind kind, List<Place> places, boolean fromNobody, List<String> rules, List<Group> groups) {

  public AlongAxis {
    places = List.copyOf(places);
    rules = List.copyOf(rules);
    groups = List.copyOf(groups);
  }

  /**
   * What the axis is called.
   *
   * @param code for names of files and addresses in a page: letters, digits and hyphens
   * @param title within a sentence
   * @param label below a chart, with the unit
   */
  public record Kind(String code, String title, String label) {}

  /**
   * A value of the axis.
   *
   * @param value NaN where it is no number; only the first place may be such
   * @param label without the unit
   */
  public record Place(double value, String label) {}

  /**
   * Cells that differ along the axis alone, and in rules, attacks and seeds.
   *
   * @param held what the other axes have, for a person; may be empty
   */
  public record Group(String held, List<Cell> cells) {
    public Group {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A rule under an attack at a place.
   *
   * @param attacked false where the attack is none
   * @param place index of the place
   * @param bySeed quality of the last round, of each seed; not finite where there is none
   */
  public record Cell(
      String rule, String attack, boolean attacked, int place, Map<Long, Double> bySeed) {
    public Cell {
      bySeed = Map.copyOf(bySeed);
    }
  }
}
