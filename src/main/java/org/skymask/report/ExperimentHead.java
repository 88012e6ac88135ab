package org.skymask.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;

/** The head of an experiment's page: what was compared, and which rule's worst case is best. */
record ExperimentHead(ExperimentResults results) {
  /** So far above 1/classes an accuracy may be by chance. */
  private static final double CHANCE = 1.1;

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
        seeds == 1 ? Element.of("p", SeedCount.ALONE).styled("note") : null,
        tiles);
  }

  private static long distinct(List<String> labels) {
    return labels.stream().distinct().count();
  }

  private static Element tile(String number, String what) {
    return Element.of("li", Element.of("strong", number), Element.of("span", what));
  }

  private String lead() {
    String text = results.panels().stream().flatMap(this::best).collect(Collectors.joining(" "));
    return text.isEmpty() ? scale().heading() + " of rules of aggregation, by round." : text;
  }

  /** A sentence, where there are rules to compare. */
  private Stream<String> best(Panel panel) {
    Map<String, Double> worst = worst(panel, scale().quality());
    double most = best(worst.values());
    if (worst.size() < 2 || Double.isNaN(most)) {
      return Stream.empty();
    }
    // What the page shows as the same is the same.
    String shown = scale().text(most);
    List<String> rules =
        worst.entrySet().stream()
            .filter(entry -> scale().text(entry.getValue()).equals(shown))
            .map(Map.Entry::getKey)
            .toList();
    List<String> tied =
        panel.comparison().tiedInWorst().stream()
            .filter(rule -> !rules.contains(rule))
            .sorted()
            .toList();
    String who =
        rules.size() == 1
            ? rules.get(0) + " has the best worst case: "
            : all(rules) + " share the best worst case: ";
    return Stream.of(
        "With "
            + Numbers.fixed(100 * panel.fraction(), 0)
            + " % malicious ("
            + panel.split()
            + "), "
            + who
            + unit()
            + shown
            + guessing(most)
            + tied(tied)
            + ".");
  }

  private static String tied(List<String> rules) {
    return switch (rules.size()) {
      case 0 -> "";
      case 1 -> "; " + rules.get(0) + " is tied with it within chance";
      default -> "; " + all(rules) + " are tied with it within chance";
    };
  }

  private static String all(List<String> rules) {
    int last = rules.size() - 1;
    return String.join(", ", rules.subList(0, last)) + " and " + rules.get(last);
  }

  private ExperimentResults.Scale scale() {
    return results.scale();
  }

  /** NaN where there is none, or none is known. */
  private double best(Collection<Double> values) {
    boolean high = scale().quality().higherIsBetter();
    return values.stream()
        .filter(Double::isFinite)
        .reduce((one, other) -> high ? Math.max(one, other) : Math.min(one, other))
        .orElse(Double.NaN);
  }

  /** A percentage speaks for itself. */
  private String unit() {
    Quality quality = scale().quality();
    return quality.isPercentage() ? "" : quality.title() + " ";
  }

  private String guessing(double accuracy) {
    double chance = 1.0 / scale().classes();
    return scale().classes() == 0 || accuracy > CHANCE * chance
        ? ""
        : ", which is no better than guessing among "
            + scale().classes()
            + " classes ("
            + Numbers.percent(chance)
            + ")";
  }

  /** The worst value of each rule over the attacks of a panel. */
  static Map<String, Double> worst(Panel panel, Quality quality) {
    Map<String, Double> worst = new LinkedHashMap<>();
    for (Outcome cell : panel.cells()) {
      if (cell.attacked()) {
        worst.merge(cell.rule(), cell.quality(), quality::worse);
      }
    }
    return worst;
  }
}
