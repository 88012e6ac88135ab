package org.skymask.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults.Panel;
import org.skymask.report.ExperimentResults.Scale;
import org.skymask.report.RuleComparison.Basis;
import org.skymask.report.RuleComparison.Difference;
import org.skymask.report.RuleComparison.Standing;

/** Rules in pairs: mean differences with their intervals, and who is tied with the best. */
record ComparisonTable(Panel panel, Scale scale) {

  /** Null where there is one rule only. */
  @Nullable Element draw() {
    RuleComparison comparison = panel.comparison();
    if (panel.rules().size() < 2) {
      return null;
    }
    return comparison.standings().isEmpty()
        ? Element.of(
                "details", summary(), Element.of("p", nothing(comparison.basis())).styled("note"))
            .with("open", "")
        : Element.of(
                "details",
                summary(),
                Element.of("div", table(comparison.standings())).styled("scroll"),
                Element.of("p", criterion(comparison.basis())).styled("note"))
            .with("open", "");
  }

  private static Element summary() {
    return Element.of("summary", Element.of("h3", "Rule by rule"));
  }

  private String nothing(Basis basis) {
    return SeedCount.of(panel).most() < 2
        ? SeedCount.ALONE
        : "Rules are not compared: "
            + basis.seeds()
            + " of "
            + Numbers.count(basis.seeds() + basis.leftOut(), "seed")
            + " have a finished cell of every rule under every attack, and 2 are needed.";
  }

  private Element table(List<Standing> standings) {
    Element head = Element.of("tr", heading("rule"), heading("mean"), heading("beside the best"));
    Element body = Element.of("tbody");
    for (Standing standing : standings) {
      head.add(heading("less " + standing.rule()));
      Element row =
          Element.of(
              "tr",
              Element.of("th", standing.rule()).with("scope", "row"),
              mean(standing.mean()),
              Element.of("td", place(standing)));
      standings.forEach(other -> row.add(cell(standing.less().get(other.rule()))));
      body.add(row);
    }
    return Element.of("table", Element.of("thead", head), body).styled("heat detection");
  }

  private static Element heading(String text) {
    return Element.of("th", text).with("scope", "col");
  }

  private static String place(Standing standing) {
    return switch (standing.place()) {
      case BEST -> "best";
      case TIED -> "tied";
      case BEHIND -> "behind";
      case RUINED -> "no number";
    };
  }

  private Element mean(OverSeeds mean) {
    boolean log = !quality().higherIsBetter();
    String value = scale.bare(log ? Math.exp(mean.mean()) : mean.mean());
    String deviation =
        log ? "×/÷ " + factor(mean.deviation()) : "± " + scale.bare(mean.deviation());
    return Element.of("td", value, mean.varies() ? Element.of("small", deviation) : null)
        .styled("number");
  }

  /** A rule is not compared with itself. */
  private Element cell(@Nullable Difference difference) {
    if (difference == null || !Double.isFinite(difference.mean())) {
      return Element.of("td", Numbers.NONE).styled("number");
    }
    String interval = text(difference.low()) + " to " + text(difference.high());
    return Element.of("td", text(difference.mean()), Element.of("small", interval))
        .styled(difference.isWithinChance() ? "number chance" : "number");
  }

  private String text(double difference) {
    if (!quality().higherIsBetter()) {
      return "× " + factor(difference);
    }
    return quality().isPercentage()
        ? Numbers.signedFixed(100 * difference, 1)
        : Numbers.signed(difference);
  }

  private static String factor(double logarithm) {
    return Numbers.significant(Math.exp(logarithm));
  }

  private Quality quality() {
    return scale.quality();
  }

  private String criterion(Basis basis) {
    return "Mean"
        + (quality().higherIsBetter() ? "" : " (geometric)")
        + under(basis)
        + ", ± sample standard deviation over n = "
        + basis.seeds()
        + " seeds"
        + leftOut(basis)
        + ". Other columns: the rule of the row less that of the column"
        + unit()
        + ", paired by cell: the same attack and the same seed. The pairs of a seed are averaged"
        + " first, since they share data, clients and first model; below the mean stands its 95 %"
        + " interval by Student's t with "
        + (basis.seeds() - 1)
        + " degrees of freedom. An interval that includes no difference is within chance, and grey. A"
        + " rule is tied if its difference from the best is within chance. That does not make them"
        + " equal: few seeds show large differences only. Each interval stands for itself; of twenty"
        + " pairs of equal rules one looks different.";
  }

  private String under(Basis basis) {
    return panel.fraction() == 0
        ? " with nobody malicious"
        : " over " + Numbers.count(basis.attacks(), "attack");
  }

  private String unit() {
    if (!quality().higherIsBetter()) {
      return " as a factor";
    }
    return quality().isPercentage() ? " in percentage points" : "";
  }

  private static String leftOut(Basis basis) {
    return basis.leftOut() == 0
        ? ""
        : " (left out: " + Numbers.count(basis.leftOut(), "seed") + " of which cells are missing)";
  }
}
