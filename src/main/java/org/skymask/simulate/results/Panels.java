package org.skymask.simulate.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;

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
    for (String split : summaries.stream().map(row -> row.key().split()).distinct().toList()) {
      List<Double> fractions =
          summaries.stream()
              .filter(row -> row.key().split().equals(split))
              .map(row -> row.key().fraction())
              .distinct()
              .sorted()
              .toList();
      List<Double> attacked = fractions.stream().filter(fraction -> fraction > 0).toList();
      for (double fraction : attacked.isEmpty() ? fractions : attacked) {
        panels.add(panel(split, fraction));
      }
    }
    return panels;
  }

  private Panel panel(String split, double fraction) {
    List<Outcome> outcomes = outcomes(split, fraction);
    Quality quality = summaries.get(0).quality();
    return new Panel(split, fraction, outcomes, new RuleComparer(quality, outcomes).compare());
  }

  private List<Outcome> outcomes(String split, double fraction) {
    return summaries.stream()
        .filter(row -> row.key().split().equals(split))
        .filter(row -> row.key().fraction() == 0 || row.key().fraction() == fraction)
        .sorted(Comparator.comparingDouble(row -> row.key().fraction()))
        .map(this::outcome)
        .toList();
  }

  private Outcome outcome(SummaryRow row) {
    List<CellResult> own = cells.stream().filter(cell -> of(cell).equals(row.key())).toList();
    return new Outcome(
        row.key().rule(),
        new ExperimentResults.Attacked(
            row.key().attack(),
            row.key().fraction() > 0,
            row.key().fraction() > 0
                ? backdoors.contains(row.key().attack())
                : !backdoors.isEmpty()),
        own.stream()
            .map(cell -> RoundRow.last(cell.rows()))
            .collect(Collectors.toMap(RoundRow::seed, RoundRow::value)),
        new ExperimentResults.Means(
            row.value(), row.least(), row.most(), row.attackSuccess(), row.caught(), row.lost()),
        curve(own));
  }

  private static SummaryRow.Key of(CellResult cell) {
    RoundRow row = cell.rows().get(0);
    return new SummaryRow.Key(row.split(), row.fraction(), row.attack(), row.rule());
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
