package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults.Fact;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;
import org.skymask.report.ExperimentResults.Scale;
import org.skymask.report.RuleComparison.Basis;
import org.skymask.report.RuleComparison.Difference;
import org.skymask.report.RuleComparison.Place;
import org.skymask.report.RuleComparison.Standing;

class ExperimentReportTest {

  private static Outcome outcome(String rule, String attack, double accuracy) {
    return outcome(rule, attack, accuracy, 2);
  }

  private static Outcome outcome(String rule, String attack, double accuracy, int seeds) {
    boolean attacked = !attack.equals("none");
    boolean backdoor = attack.equals("backdoor");
    return new Outcome(
        rule,
        new ExperimentResults.Attacked(attack, attacked, backdoor),
        seeds == 1 ? Map.of(1L, accuracy) : Map.of(1L, accuracy - 0.01, 2L, accuracy + 0.01),
        new ExperimentResults.Means(
            figure(accuracy, seeds),
            accuracy - 0.01,
            accuracy + 0.01,
            figure(backdoor ? 0.417 : 1 - accuracy, seeds),
            figure(attacked ? 0.5 : Double.NaN, seeds),
            figure(0.013, seeds)),
        List.of(0.1, Double.NaN, accuracy));
  }

  private static OverSeeds figure(double mean, int seeds) {
    return new OverSeeds(mean, seeds == 1 ? Double.NaN : 0.0123);
  }

  private static Panel panel(double fraction, List<Outcome> cells) {
    return new Panel("iid", fraction, cells, RuleComparison.NONE);
  }

  private static String page(String evil) {
    List<Outcome> cells = new ArrayList<>();
    for (String attack : List.of("none", "sign-flip", "backdoor")) {
      cells.add(outcome("fedavg", attack, 0.234));
      cells.add(outcome(evil, attack, 0.813));
    }
    cells.remove(cells.size() - 1);
    return ExperimentReport.render(
        new ExperimentResults(
            "Try",
            List.of(new Fact("Data", evil)),
            new Scale(Quality.ACCURACY, 10),
            List.of(panel(0.2, cells)),
            List.of(),
            List.of("v1")));
  }

  @Test
  void allThatWasFoundIsShown() {
    String page = page("skymask");
    assertThat(page)
        .contains("20 % malicious · iid", "81.3", "23.4", "worst case", "41.7")
        .contains("skymask has the best worst case: 81.3 %")
        .contains("2 seeds from 80.3 % to 82.3 %")
        .contains("shade-0", "shade-10")
        .doesNotContain("NaN");
  }

  @Test
  void labelsStayTextAndThePageNeedsNoNetwork() {
    String page = page("<script>alert(1)</script>\"'&");
    assertThat(page)
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
        .doesNotContainPattern("(src|href)=\"(https?:)?//")
        .doesNotContain("style=\"");
    assertThat(page("skymask")).isEqualTo(page("skymask"));
  }

  @Test
  void anExperimentWithoutAttacksHasNoWorstCase() {
    String page =
        ExperimentReport.render(
            new ExperimentResults(
                "Alone",
                List.of(),
                new Scale(Quality.ACCURACY, 10),
                List.of(panel(0, List.of(outcome("fedavg", "none", 0.5)))),
                List.of(),
                List.of()));
    assertThat(page)
        .contains("Nobody malicious · iid")
        .doesNotContain(">worst case<", "best worst case");
  }

  /**
   * Lower is better: the worst case is the highest, and the best worst case the lowest of these.
   */
  @Test
  void errorsAreComparedTheOtherWayRound() {
    List<Outcome> cells = new ArrayList<>();
    for (String attack : List.of("none", "sign-flip", "ipm")) {
      cells.add(outcome("fedavg", attack, attack.equals("ipm") ? 1e6 : 0.71));
      cells.add(outcome("skymask", attack, attack.equals("ipm") ? 0.3456 : 0.25));
      cells.add(outcome("ruined", attack, attack.equals("ipm") ? Double.NaN : 0.2));
    }
    String page =
        ExperimentReport.render(
            new ExperimentResults(
                "Try",
                List.of(),
                new Scale(Quality.RMSE, 0),
                List.of(panel(0.2, cells)),
                List.of(),
                List.of()));
    assertThat(page)
        .contains("skymask has the best worst case: RMSE 0.346.")
        .contains("RMSE of the last round", "RMSE by round", "lower is better")
        .contains("fedavg, ipm: 1000000, 2 seeds from 1000000 to 1000000")
        .contains("<td class=\"number shade-0\" title=\"fedavg, ipm")
        .contains("<td class=\"number shade-10\" title=\"ruined, none")
        .contains("<td class=\"number\" title=\"ruined, ipm: –")
        .doesNotContain("Accuracy", "%, on test data", "guessing");
  }

  private static String lead(int classes, double... accuracies) {
    List<Outcome> cells = new ArrayList<>();
    for (int i = 0; i < accuracies.length; i++) {
      cells.add(outcome("rule-" + i, "sign-flip", accuracies[i]));
    }
    String page =
        ExperimentReport.render(
            new ExperimentResults(
                "Try",
                List.of(),
                new Scale(Quality.ACCURACY, classes),
                List.of(panel(0.2, cells)),
                List.of(),
                List.of()));
    int from = page.indexOf("<p class=\"lead\">");
    return page.substring(page.indexOf('>', from) + 1, page.indexOf("</p>", from));
  }

  @Test
  void rulesThatTieAreNamedTogether() {
    assertThat(lead(10, 0.8131, 0.4, 0.8129))
        .isEqualTo(
            "With 20 % malicious (iid), rule-0 and rule-2 share the best worst case: 81.3 %.");
    assertThat(lead(10, 0.5, 0.5, 0.5)).contains("rule-0, rule-1 and rule-2 share the best");
  }

  @Test
  void aBestThatOnlyGuessesIsSaidToGuess() {
    assertThat(lead(10, 0.082, 0.082))
        .isEqualTo(
            "With 20 % malicious (iid), rule-0 and rule-1 share the best worst case: 8.2 %,"
                + " which is no better than guessing among 10 classes (10.0 %).");
    assertThat(lead(4, 0.26, 0.2)).contains("rule-0 has the best", "guessing among 4 classes");
    assertThat(lead(10, 0.26, 0.2)).doesNotContain("guessing");
  }

  private static String compared(int seeds, RuleComparison comparison) {
    List<Outcome> cells =
        List.of(outcome("a", "sign-flip", 0.8, seeds), outcome("b", "sign-flip", 0.7, seeds));
    return ExperimentReport.render(
        new ExperimentResults(
            "Try",
            List.of(),
            new Scale(Quality.ACCURACY, 10),
            List.of(new Panel("iid", 0.2, cells, comparison)),
            List.of(),
            List.of()));
  }

  @Test
  void rulesAreShownInPairsWithWhatIsChance() {
    RuleComparison comparison =
        new RuleComparison(
            new Basis(1, 2, 1),
            List.of(
                new Standing(
                    "a",
                    new OverSeeds(0.8, 0.014),
                    Place.BEST,
                    Map.of("b", new Difference(0.1, 0.02))),
                new Standing(
                    "b",
                    new OverSeeds(0.7, 0.014),
                    Place.TIED,
                    Map.of("a", new Difference(-0.1, 0.2)))),
            Map.of("sign-flip", Set.of("b")),
            Set.of("b"));
    assertThat(compared(2, comparison))
        .contains("Rule by rule", "<td>best</td>", "<td>tied</td>")
        .contains("<td class=\"number\">+10.0<small>+8.0 to +12.0</small></td>")
        .contains("<td class=\"number chance\">−10.0<small>−30.0 to +10.0</small></td>")
        .contains("a has the best worst case: 80.0 %; b is tied with it within chance.")
        .contains(">70.0 ≈<small>± 1.2</small></td>")
        .contains("over 1 attack, ± sample standard deviation over n = 2 seeds (left out: 1 seed")
        .contains("Student&#39;s t with 1 degrees of freedom")
        .doesNotContain("One seed");
  }

  /** Nothing of one seed may look like evidence. */
  @Test
  void oneSeedIsSaidToHaveNoDeviation() {
    String page = compared(1, RuleComparison.NONE);
    assertThat(page)
        .contains("One seed has no deviation", "n = 1 seed: no deviation.")
        .doesNotContain("±", "≈", "tied", "within chance", "95 %");
  }

  /**
   * The rules' figures are factors, because their differences mean nothing over so wide a range.
   */
  @Test
  void errorsAreComparedByFactors() {
    RuleComparison comparison =
        new RuleComparison(
            new Basis(1, 3, 0),
            List.of(
                new Standing(
                    "a",
                    new OverSeeds(Math.log(2), Math.log(1.5)),
                    Place.BEST,
                    Map.of("b", new Difference(Math.log(0.5), Math.log(2)))),
                new Standing(
                    "b",
                    new OverSeeds(Math.log(4), Math.log(1.5)),
                    Place.TIED,
                    Map.of("a", new Difference(Math.log(2), Math.log(2))))),
            Map.of(),
            Set.of());
    String table =
        String.valueOf(
            new ComparisonTable(
                    new Panel(
                        "iid",
                        0.2,
                        List.of(outcome("a", "ipm", 2), outcome("b", "ipm", 4)),
                        comparison),
                    new Scale(Quality.RMSE, 0))
                .draw());
    assertThat(table).contains("2.00<small>×/÷ 1.50</small>", "× 0.500<small>× 0.250 to × 1.00");
  }
}
