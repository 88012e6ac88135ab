package org.skymask.kernel;

import java.util.Arrays;

/** Statistics of ranks. */
public final class RankSum {
  private RankSum() {}

  /**
   * Area under the ROC curve: how often a positive example has a higher score than a negative one,
   * ties counted as a half. It is the rank-sum statistic of Wilcoxon over the number of pairs
   * (Hanley and McNeil, 1982).
   *
   * @param scores [examples]
   * @param positive [examples]
   * @return from 0 to 1; NaN where one of the two kinds is missing
   */
  public static double areaUnderRoc(float[] scores, boolean[] positive) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(scores[a], scores[b]));
    double ranks = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      long here = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        here += positive[order[to++]] ? 1 : 0;
      }
      // Ranks are from 1; those of equal scores are the mean of theirs.
      ranks += here * (from + 1 + to) / 2.0;
      positives += here;
      from = Math.max(to, from + 1);
    }
    long negatives = scores.length - positives;
    return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
