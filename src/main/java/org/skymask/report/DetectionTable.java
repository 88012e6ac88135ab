package org.skymask.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;

/** Malicious clients caught and honest clients lost, over all rounds. */
record DetectionTable(Panel panel) {

  Element draw() {
    List<String> attacks = panel.attacks();
    Element body = Element.of("tbody");
    for (String rule : panel.rules()) {
      Element row = Element.of("tr", Element.of("th", rule).with("scope", "row"));
      attacks.forEach(attack -> row.add(cell(Heatmap.find(panel, rule, attack))));
      body.add(row);
    }
    Element table =
        Element.of("table", Element.of("thead", Heatmap.head(attacks)), body)
            .styled("heat detection");
    return Element.of(
            "details",
            Element.of("summary", Element.of("h3", "Caught and lost")),
            Element.of("div", table).styled("scroll"),
            Element.of(
                    "p",
                    "Malicious clients that were not accepted, and below them honest clients"
                        + " that were not, in % over all rounds. A rule that averages everybody, or"
                        + " weighs values one by one, catches nobody by this count.")
                .styled("note"))
        .with("open", "");
  }

  private static String about(Outcome cell) {
    String who = cell.rule() + ", " + cell.attack() + ": ";
    String caught =
        cell.attacked() ? share(cell.means().caught()) + " of the malicious caught, " : "";
    return who + caught + share(cell.means().lost()) + " of the honest lost";
  }

  private static String share(OverSeeds share) {
    String deviation = share.varies() ? " ± " + Numbers.fixed(100 * share.deviation(), 1) : "";
    return Numbers.fixed(100 * share.mean(), 1) + deviation + " %";
  }

  private static Element cell(@Nullable Outcome cell) {
    if (cell == null) {
      return Element.of("td", Numbers.NONE).styled("number");
    }
    String lost = Numbers.fixed(100 * cell.lost(), 1);
    Element below = Element.of("small", lost).styled(cell.lost() >= 0.005 ? "no" : "none");
    String caught = cell.attacked() ? Numbers.fixed(100 * cell.caught(), 0) : Numbers.NONE;
    return Element.of("td", caught, below).styled("number").with("title", about(cell));
  }
}
