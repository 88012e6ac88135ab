package org.skymask.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;

/** The head of an experiment's page: what was compared, and which rule's worst case is best. */
record ExperimentHead(ExperimentResults results) {

  Element draw() {
    List<Outcome> cells =
        results.panels().stream().flatMap(panel -> panel.cells().stream()).toList();
    Element tiles = Element.of("ul").styled("tiles");
    tiles.add(tile(Numbers.count(distinct(cells.stream().map(Outcome::rule).toList())), "rules"));
    List<String> attacks =
        cells.stream().filter(Outcome::attacked).map(Outcome::attack).distinct().toList();
    tiles.add(tile(Numbers.count(attacks.size()), "attacks"));
    int rounds = cells.stream().mapToInt(cell -> cell.curve().size()).max().orElse(0);
    tiles.add(tile(Numbers.count(rounds), "rounds a federation"));
    int seeds = cells.stream().mapToInt(Outcome::seeds).max().orElse(0);
    tiles.add(tile(Numbers.count(seeds), seeds == 1 ? "seed" : "seeds"));
    return Element.of(
        "header",
        Element.of("p", "Experiment").styled("kicker"),
        Element.of("h1", results.name()),
        Element.of("p", lead()).styled("lead"),
        tiles);
  }

  private static long distinct(List<String> labels) {
    return labels.stream().distinct().count();
  }

  private static Element tile(String number, String what) {
    return Element.of("li", Element.of("strong", number), Element.of("span", what));
  }

  private String lead() {
    StringBuilder text = new StringBuilder();
    for (Panel panel : results.panels()) {
      best(panel)
          .ifPresent(
              best ->
                  text.append(text.isEmpty() ? "" : " ")
                      .append("With ")
                      .append(Numbers.fixed(100 * panel.fraction(), 0))
                      .append(" % malicious (")
                      .append(panel.split())
                      .append("), ")
                      .append(best.getKey())
                      .append(" has the best worst case: ")
                      .append(Numbers.percent(best.getValue()))
                      .append("."));
    }
    return text.isEmpty() ? "Accuracy of rules of aggregation, by round." : text.toString();
  }

  private static Optional<Map.Entry<String, Double>> best(Panel panel) {
    Map<String, Double> worst = worst(panel);
    return worst.size() < 2
        ? Optional.empty()
        : worst.entrySet().stream().max(Comparator.comparingDouble(Map.Entry::getValue));
  }

  /** The least accuracy of each rule over the attacks of a panel. */
  static Map<String, Double> worst(Panel panel) {
    Map<String, Double> worst = new LinkedHashMap<>();
    for (Outcome cell : panel.cells()) {
      if (cell.attacked()) {
        worst.merge(cell.rule(), cell.accuracy(), Math::min);
      }
    }
    return worst;
  }
}
