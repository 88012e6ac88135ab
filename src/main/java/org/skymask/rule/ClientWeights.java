package org.skymask.rule;

import java.util.Arrays;

/** Weights aᵢ of the accepted clients in the mean (method.md#aggregation). */
public final class ClientWeights {
  private ClientWeights() {}

  /** The same weight for all of them (the paper). */
  public static double[] uniform(boolean[] accepted) {
    double[] weights = new double[accepted.length];
    int count = count(accepted);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = accepted[i] ? 1.0 / count : 0;
    }
    return weights;
  }

  /**
   * In proportion to the examples that the clients claim, with no share above a cap: what is cut
   * off goes to the others in proportion. Where the cap leaves no room (share · clients &lt; 1) or
   * nobody claims an example, all weigh the same.
   *
   * @param examples [clients], claimed and therefore not trusted
   * @param maximumShare in (0, 1]
   */
  public static double[] byExamples(boolean[] accepted, long[] examples, double maximumShare) {
    double[] weights = new double[accepted.length];
    boolean[] capped = new boolean[accepted.length];
    double claimed = sum(accepted, capped, examples);
    if (maximumShare * count(accepted) <= 1 || claimed <= 0) {
      return uniform(accepted);
    }
    boolean again = true;
    while (again) {
      again = false;
      double open = 1 - maximumShare * count(capped);
      double total = sum(accepted, capped, examples);
      if (total <= 0) {
        return uniform(accepted);
      }
      for (int i = 0; i < weights.length; i++) {
        if (accepted[i] && !capped[i]) {
          weights[i] = open * Math.max(0, examples[i]) / total;
          if (weights[i] > maximumShare) {
            weights[i] = maximumShare;
            capped[i] = true;
            again = true;
          }
        }
      }
    }
    double whole = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / whole).toArray();
  }

  private static double sum(boolean[] accepted, boolean[] capped, long[] examples) {
    double sum = 0;
    for (int i = 0; i < accepted.length; i++) {
      sum += accepted[i] && !capped[i] ? Math.max(0, examples[i]) : 0;
    }
    return sum;
  }

  private static int count(boolean[] members) {
    int count = 0;
    for (boolean member : members) {
      count += member ? 1 : 0;
    }
    return count;
  }
}
