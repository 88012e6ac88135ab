package org.skymask.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;

/** Rules by attacks as a table whose cells are coloured by their value. */
record Heatmap(Panel panel) {
  private static final int SHADES = 10;

  /** Accuracy of the last round, with the worst case a rule where there is more than one attack. */
  Element accuracy() {
    DoubleSummaryStatistics range =
        panel.cells().stream().mapToDouble(Outcome::accuracy).summaryStatistics();
    Map<String, Double> worst = ExperimentHead.worst(panel);
    boolean several =
        panel.cells().stream().filter(Outcome::attacked).map(Outcome::attack).distinct().count()
            > 1;
    Element table = Element.of("table").styled("heat");
    Element head = head(panel.attacks());
    if (several) {
      head.add(Element.of("th", "worst case").with("scope", "col").styled("worst"));
    }
    Element body = Element.of("tbody");
    for (String rule : panel.rules()) {
      Element row = row(rule, panel.attacks(), Outcome::accuracy, cell -> true, range, false);
      if (several) {
        double least = worst.getOrDefault(rule, Double.NaN);
        row.add(value(least, null, range, false).with("data-worst", ""));
      }
      body.add(row);
    }
    return figure(
        "Accuracy of the last round",
        table.add(Element.of("thead", head), body),
        "In %, on test data; colours run from the lowest value of this table (orange) to its highest"
            + " (blue). The worst case is the lowest over the attacks.");
  }

  /** Success of backdoors; null where there are none. */
  @Nullable Element success() {
    List<String> attacks =
        panel.cells().stream().filter(Outcome::backdoor).map(Outcome::attack).distinct().toList();
    if (attacks.isEmpty()) {
      return null;
    }
    DoubleSummaryStatistics range = new DoubleSummaryStatistics();
    range.accept(0);
    range.accept(1);
    Element body = Element.of("tbody");
    for (String rule : panel.rules()) {
      body.add(row(rule, attacks, Outcome::success, Outcome::backdoor, range, true));
    }
    return figure(
        "Success of backdoors",
        Element.of("table", Element.of("thead", head(attacks)), body).styled("heat"),
        "Test examples of other classes with the trigger that are taken for its target, in %, after"
            + " the last round; where nobody attacks, with the trigger of the first backdoor.");
  }

  private static Element figure(String title, Element table, String caption) {
    return Element.of(
            "figure",
            Element.of("h3", title),
            Element.of("div", table).styled("scroll"),
            Element.of("figcaption", caption))
        .styled("map");
  }

  static Element head(List<String> attacks) {
    Element head = Element.of("tr", Element.of("th", "rule").with("scope", "col"));
    attacks.forEach(attack -> head.add(Element.of("th", attack).with("scope", "col")));
    return head;
  }

  private Element row(
      String rule,
      List<String> attacks,
      ToDoubleFunction<Outcome> figure,
      Predicate<Outcome> shown,
      DoubleSummaryStatistics range,
      boolean lowIsGood) {
    Element row = Element.of("tr", Element.of("th", rule).with("scope", "row"));
    for (String attack : attacks) {
      Outcome cell = find(panel, rule, attack);
      row.add(
          cell == null || !shown.test(cell)
              ? Element.of("td", Numbers.NONE).styled("number")
              : value(figure.applyAsDouble(cell), about(cell), range, lowIsGood));
    }
    return row;
  }

  static @Nullable Outcome find(Panel panel, String rule, String attack) {
    return panel.cells().stream()
        .filter(cell -> cell.rule().equals(rule) && cell.attack().equals(attack))
        .findFirst()
        .orElse(null);
  }

  private static String about(Outcome cell) {
    String seeds =
        cell.seeds() > 1
            ? ", "
                + cell.seeds()
                + " seeds from "
                + Numbers.percent(cell.least())
                + " to "
                + Numbers.percent(cell.most())
            : "";
    return cell.rule() + ", " + cell.attack() + ": " + Numbers.percent(cell.accuracy()) + seeds;
  }

  private static Element value(
      double value, @Nullable String about, DoubleSummaryStatistics range, boolean lowIsGood) {
    double width = range.getMax() - range.getMin();
    double place = width > 0 ? (value - range.getMin()) / width : 1;
    long shade = Math.round(SHADES * (lowIsGood ? 1 - place : place));
    Element cell = Element.of("td", Numbers.fixed(100 * value, 1));
    cell.styled(Double.isFinite(value) ? "number shade-" + shade : "number");
    return about == null ? cell : cell.with("title", about);
  }
}
