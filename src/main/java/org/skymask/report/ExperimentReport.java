package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import org.skymask.report.ExperimentResults.Panel;
import org.skymask.report.ExperimentResults.Scale;

/**
 * An experiment for a person, as one file that opens offline: charts along its numeric axes; a
 * matrix of rules and attacks for each split and malicious fraction, with the worst case a rule (as
 * ByzFL's benchmark draws it: Gonzalez et al., 2025), quality by round, and who was caught and
 * lost. The same input gives the same bytes.
 */
public final class ExperimentReport {
  private static final String FOOTER =
      "Made by SkyMask from the finished cells of an experiment. Needs no network.";

  private ExperimentReport() {}

  /** The page, to be written as UTF-8. */
  public static String render(ExperimentResults results) {
    List<Element> content = new ArrayList<>();
    content.add(new ExperimentHead(results).draw());
    List<AlongSection> along =
        results.along().stream().map(axis -> new AlongSection(axis, results.scale())).toList();
    content.add(navigation(results, along));
    along.forEach(section -> content.add(section.draw()));
    for (int i = 0; i < results.panels().size(); i++) {
      content.add(panel(results.panels().get(i), results.scale(), "panel-" + i));
    }
    content.add(facts(results));
    return HtmlPage.of(
        results.name() + " · experiment",
        List.of("report.css", "experiment.css", "lines.css"),
        List.of(),
        FOOTER,
        content);
  }

  private static Element navigation(ExperimentResults results, List<AlongSection> along) {
    Element nav = Element.of("nav").with("aria-label", "Sections");
    along.forEach(
        section -> nav.add(Element.of("a", section.heading()).with("href", "#" + section.id())));
    for (int i = 0; i < results.panels().size(); i++) {
      nav.add(Element.of("a", heading(results.panels().get(i))).with("href", "#panel-" + i));
    }
    return nav.add(Element.of("a", "How it was run").with("href", "#how"));
  }

  private static String heading(Panel panel) {
    return panel.fraction() > 0
        ? Numbers.percent(panel.fraction()).replace(".0 %", " %") + " malicious · " + panel.split()
        : "Nobody malicious · " + panel.split();
  }

  private static Element panel(Panel panel, Scale scale, String id) {
    Heatmap map = new Heatmap(panel, scale);
    return HtmlPage.section(
        id,
        heading(panel),
        map.quality(),
        new ComparisonTable(panel, scale).draw(),
        map.success(),
        new DetectionTable(panel).draw(),
        new QualityCurves(panel, scale).draw());
  }

  private static Element facts(ExperimentResults results) {
    Element list = Element.of("table").styled("pairs");
    Element body = Element.of("tbody");
    results
        .facts()
        .forEach(
            fact ->
                body.add(
                    Element.of(
                        "tr",
                        Element.of("th", fact.name()).with("scope", "row"),
                        Element.of("td", fact.value()))));
    Element made = Element.of("ul");
    results.versions().forEach(version -> made.add(Element.of("li", version)));
    return HtmlPage.section(
        "how", "How it was run", list.add(body), Element.of("h3", "Made by"), made);
  }
}
