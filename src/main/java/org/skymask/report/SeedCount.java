package org.skymask.report;

import java.util.IntSummaryStatistics;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;

/**
 * How many seeds the cells of a panel have.
 *
 * @param least of a cell
 * @param most of a cell
 */
record SeedCount(int least, int most) {
  /** What a page of one seed says. */
  static final String ALONE =
      "One seed has no deviation: what is chance in these figures cannot be said, and none of their"
          + " differences is evidence. More of matrix.seeds can tell.";

  static SeedCount of(Panel panel) {
    IntSummaryStatistics seeds =
        panel.cells().stream().mapToInt(Outcome::seeds).summaryStatistics();
    return new SeedCount(seeds.getMin(), seeds.getMax());
  }

  /** Below a table of means. */
  String caption() {
    if (most < 2) {
      return " n = 1 seed: no deviation.";
    }
    return " Means over "
        + text()
        + ", ± sample standard deviation. ≈ marks rules that are tied with the best of their"
        + " column: their paired difference from it is within chance (see Rule by rule).";
  }

  /** {@code n = 3 seeds}. */
  String text() {
    String count = least == most ? String.valueOf(most) : least + " to " + most;
    return "n = " + count + (most == 1 ? " seed" : " seeds");
  }
}
