package org.skymask.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;
import org.skymask.report.ExperimentResults.Scale;

/** Rules by attacks as a table whose cells are coloured by their value. */
record Heatmap(Panel panel, Scale scale) {
  /** Marks what is not told from the best. */
  private static final String TIED = " ≈";

  private static final int SHADES = 10;

  /** Quality of the last round, with the worst case a rule where there is more than one attack. */
  Element quality() {
    DoubleSummaryStatistics range =
        panel.cells().stream()
            .mapToDouble(Outcome::quality)
            .filter(Double::isFinite)
            .summaryStatistics();
    Map<String, Double> worst = ExperimentHead.worst(panel, scale.quality());
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
      Element row = row(rule, panel.attacks(), cell -> true, cell -> quality(cell, range));
      if (several) {
        double least = worst.getOrDefault(rule, Double.NaN);
        boolean tied = panel.comparison().tiedInWorst().contains(rule);
        row.add(value(least, tied, range).with("data-worst", ""));
      }
      body.add(row);
    }
    return figure(
        scale.heading() + " of the last round",
        table.add(Element.of("thead", head), body),
        caption());
  }

  private Element quality(Outcome cell, DoubleSummaryStatistics range) {
    boolean tied = panel.comparison().isTied(cell.rule(), cell.attack());
    return value(cell.quality(), tied, range)
        .add(deviation(cell.means().quality(), scale::bare))
        .with("title", about(cell));
  }

  /** Below the mean, where there is more than one seed. */
  static @Nullable Element deviation(OverSeeds figure, DoubleFunction<String> text) {
    return figure.varies() ? Element.of("small", "± " + text.apply(figure.deviation())) : null;
  }

  private String caption() {
    return colours() + SeedCount.of(panel).caption();
  }

  private String colours() {
    String unit = scale.quality().isPercentage() ? "In %, on" : "On";
    return scale.quality().higherIsBetter()
        ? unit
            + " test data; colours run from the lowest value of this table (orange) to its highest"
            + " (blue). The worst case is the lowest over the attacks."
        : unit
            + " test data, lower is better; colours run from the highest value of this table"
            + " (orange) to its lowest (blue), by the logarithm. The worst case is the highest over"
            + " the attacks. A dash is a model whose outputs are no finite numbers.";
  }

  /** Success of backdoors; null where there are none. */
  @Nullable Element success() {
    List<String> attacks =
        panel.cells().stream().filter(Outcome::backdoor).map(Outcome::attack).distinct().toList();
    if (attacks.isEmpty()) {
      return null;
    }
    Element body = Element.of("tbody");
    for (String rule : panel.rules()) {
      body.add(
          row(
              rule,
              attacks,
              Outcome::backdoor,
              cell ->
                  shaded(Numbers.fixed(100 * cell.success(), 1), 1 - cell.success())
                      .add(deviation(cell.means().success(), Heatmap::hundredths))
                      .with("title", about(cell))));
    }
    return figure(
        "Success of backdoors",
        Element.of("table", Element.of("thead", head(attacks)), body).styled("heat"),
        "Test examples of other classes with the trigger that are taken for its target, in %, after"
            + " the last round; where nobody attacks, with the trigger of the first backdoor.");
  }

  private static String hundredths(double share) {
    return Numbers.fixed(100 * share, 1);
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
      Predicate<Outcome> shown,
      Function<Outcome, Element> drawn) {
    Element row = Element.of("tr", Element.of("th", rule).with("scope", "row"));
    for (String attack : attacks) {
      Outcome cell = find(panel, rule, attack);
      row.add(
          cell == null || !shown.test(cell)
              ? Element.of("td", Numbers.NONE).styled("number")
              : drawn.apply(cell));
    }
    return row;
  }

  static @Nullable Outcome find(Panel panel, String rule, String attack) {
    return panel.cells().stream()
        .filter(cell -> cell.rule().equals(rule) && cell.attack().equals(attack))
        .findFirst()
        .orElse(null);
  }

  private String about(Outcome cell) {
    String seeds =
        cell.seeds() > 1
            ? ", "
                + cell.seeds()
                + " seeds from "
                + scale.text(cell.least())
                + " to "
                + scale.text(cell.most())
            : "";
    return cell.rule() + ", " + cell.attack() + ": " + scale.text(cell.quality()) + seeds;
  }

  private Element value(double value, boolean tied, DoubleSummaryStatistics range) {
    return shaded(scale.bare(value) + (tied ? TIED : ""), scale.place(value, range));
  }

  /**
   * A cell in its colour.
   *
   * @param place from 0, the worst, to 1, the best; not finite: without a colour
   */
  private static Element shaded(String text, double place) {
    return Element.of("td", text)
        .styled(Double.isFinite(place) ? "number shade-" + Math.round(SHADES * place) : "number");
  }
}
