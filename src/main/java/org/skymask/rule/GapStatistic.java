package org.skymask.rule;

import java.util.Arrays;

/**
 * How many groups there are in numbers: the smallest k with Gap(k) ≥ Gap(k + 1) − s(k + 1), where
 * Gap(k) is the mean logarithm of the spread within k groups of uniform numbers, less that of these
 * (Tibshirani et al., "Estimating the number of clusters in a data set via the gap statistic", JRSS
 * B 63, 2001). Groups are the best there are, by dynamic programming.
 */
final class GapStatistic {
  private static final int REFERENCES = 20;
  private static final double NOTHING = 1e-12;

  private GapStatistic() {}

  /**
   * @param most groups, 1 or more
   * @param seed of the uniform numbers
   */
  static int groups(double[] values, int most, long seed) {
    double[] scaled = scaled(values);
    int limit = Math.min(most, values.length - 1);
    if (scaled[scaled.length - 1] == 0 || limit < 1) {
      return 1;
    }
    double[] own = logSpreads(scaled, limit + 1);
    double[][] uniform = new double[REFERENCES][];
    for (int b = 0; b < REFERENCES; b++) {
      double[] drawn = new double[values.length];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = Hash.unit(seed + b, i);
      }
      Arrays.sort(drawn);
      uniform[b] = logSpreads(drawn, limit + 1);
    }
    for (int k = 1; k <= limit; k++) {
      double here = mean(uniform, k) - own[k];
      double next = mean(uniform, k + 1) - own[k + 1];
      if (here >= next - error(uniform, k + 1)) {
        return k;
      }
    }
    return limit;
  }

  /** Sorted, from 0 to 1. */
  private static double[] scaled(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double least = sorted[0];
    double range = sorted[sorted.length - 1] - least;
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = range > 0 ? (sorted[i] - least) / range : 0;
    }
    return sorted;
  }

  /** ln of the least spread within k groups, for k of 1 to {@code most}; [most + 1]. */
  private static double[] logSpreads(double[] sorted, int most) {
    int n = sorted.length;
    double[] best = new double[n + 1];
    for (int end = 1; end <= n; end++) {
      best[end] = TwoMeans.spread(sorted, 0, end);
    }
    double[] logs = new double[most + 1];
    logs[1] = Math.log(Math.max(NOTHING, best[n]));
    for (int k = 2; k <= most; k++) {
      best = oneMore(sorted, best);
      logs[k] = Math.log(Math.max(NOTHING, best[n]));
    }
    return logs;
  }

  /**
   * @param best [n + 1] least spread of the first values, in k groups
   * @return the same in k + 1 groups or fewer
   */
  private static double[] oneMore(double[] sorted, double[] best) {
    double[] next = best.clone();
    for (int start = 1; start < sorted.length; start++) {
      double mean = 0;
      double spread = 0;
      for (int end = start; end < sorted.length; end++) {
        double off = sorted[end] - mean;
        int count = end - start + 1;
        mean += off / count;
        spread += off * (sorted[end] - mean);
        next[end + 1] = Math.min(next[end + 1], best[start] + spread);
      }
    }
    return next;
  }

  private static double mean(double[][] logs, int k) {
    return Arrays.stream(logs).mapToDouble(log -> log[k]).average().orElseThrow();
  }

  private static double error(double[][] logs, int k) {
    double mean = mean(logs, k);
    double variance =
        Arrays.stream(logs).mapToDouble(log -> (log[k] - mean) * (log[k] - mean)).sum()
            / logs.length;
    return Math.sqrt(variance * (1 + 1.0 / logs.length));
  }
}
