package org.skymask.simulate.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;
import org.skymask.report.RuleComparison;

/** Cells as the panels of the page: one a split and malicious fraction, each with "nobody". */
final class Panels {
  private final List<SummaryRow> summaries;
  private final List<CellResult> cells;
  private final Set<String> backdoors;

  /**
   * @param backdoors labels of the attacks whose success is measured on triggered data
   */
  Panels(List<SummaryRow> summaries, List<CellResult> cells, Set<String> backdoors) {
    this.summaries = summaries;
    this.cells = cells;
    this.backdoors = backdoors;
  }

  List<Panel> all() {
    List<Panel> panels = new ArrayList<>();
    for (Place place : summaries.stream().map(Place::of).distinct().toList()) {
      List<Double> fractions =
          summaries.stream()
              .filter(row -> Place.of(row).equals(place))
              .map(row -> row.key().fraction())
              .distinct()
              .sorted()
              .toList();
      List<Double> attacked = fractions.stream().filter(fraction -> fraction > 0).toList();
      for (double fraction : attacked.isEmpty() ? fractions : attacked) {
        panels.add(panel(place, fraction));
      }
    }
    return panels;
  }

  /** Where rules meet the same federations. */
  private record Place(String split, Setup setup) {
    static Place of(SummaryRow row) {
      return new Place(row.key().split(), row.key().setup());
    }

    String title() {
      return setup.label().isEmpty() ? split : split + " · " + setup.label();
    }
  }

  private Panel panel(Place place, double fraction) {
    List<Outcome> outcomes = outcomes(place, fraction);
    Quality quality = summaries.get(0).quality();
    RuleComparison comparison = new RuleComparer(quality, outcomes).compare();
    return new Panel(place.title(), fraction, outcomes, comparison);
  }

  private List<Outcome> outcomes(Place place, double fraction) {
    return summaries.stream()
        .filter(row -> Place.of(row).equals(place))
        .filter(row -> row.key().fraction() == 0 || row.key().fraction() == fraction)
        .sorted(Comparator.comparingDouble(row -> row.key().fraction()))
        .map(this::outcome)
        .toList();
  }

  private Outcome outcome(SummaryRow row) {
    List<CellResult> own =
        cells.stream().filter(cell -> SummaryRow.Key.of(cell).equals(row.key())).toList();
    return new Outcome(
        row.key().rule(),
        new ExperimentResults.Attacked(
            row.key().attack(),
            row.key().fraction() > 0,
            row.key().fraction() > 0
                ? backdoors.contains(row.key().attack())
                : !backdoors.isEmpty()),
        row.bySeed(),
        new ExperimentResults.Means(
            row.value(), row.least(), row.most(), row.attackSuccess(), row.caught(), row.lost()),
        curve(own));
  }

  private static List<Double> curve(List<CellResult> cells) {
    int rounds = cells.stream().mapToInt(cell -> cell.rows().size()).min().orElse(0);
    return IntStream.range(0, rounds)
        .mapToObj(
            round ->
                cells.stream()
                    .mapToDouble(cell -> cell.rows().get(round).value())
                    .average()
                    .orElse(Double.NaN))
        .toList();
  }
}
