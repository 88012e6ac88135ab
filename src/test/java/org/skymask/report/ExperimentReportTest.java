package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults.Fact;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;
import org.skymask.report.ExperimentResults.Scale;

class ExperimentReportTest {

  private static Outcome outcome(String rule, String attack, double accuracy) {
    boolean attacked = !attack.equals("none");
    boolean backdoor = attack.equals("backdoor");
    return new Outcome(
        rule,
        new ExperimentResults.Attacked(attack, attacked, backdoor),
        2,
        new ExperimentResults.Means(
            accuracy,
            accuracy - 0.01,
            accuracy + 0.01,
            backdoor ? 0.417 : 1 - accuracy,
            attacked ? 0.5 : Double.NaN,
            0.013),
        List.of(0.1, Double.NaN, accuracy));
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
            List.of(new Panel("iid", 0.2, cells)),
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
                List.of(new Panel("iid", 0, List.of(outcome("fedavg", "none", 0.5)))),
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
                List.of(new Panel("iid", 0.2, cells)),
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
                List.of(new Panel("iid", 0.2, cells)),
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
}
