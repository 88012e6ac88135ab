package org.skymask.rule;

import java.util.Map;
import org.skymask.rule.Choice.Weights;

/** Choices of rules that keep some of the rows and drop the others. */
final class Kept {
  private Kept() {}

  /** The mean of the kept rows; no weight for anybody where none is kept. */
  static Weights mean(boolean[] kept) {
    return new Weights(share(kept));
  }

  /** The same, with notes for the next round. */
  static Weights mean(boolean[] kept, Map<String, double[]> notes) {
    return new Weights(share(kept), 0, 0, notes);
  }

  /**
   * The mean of those kept, each scaled down to a length where it is longer.
   *
   * @param norms [n]
   * @param limit of the lengths
   */
  static double[] clipped(boolean[] kept, double[] norms, double limit) {
    double[] weights = share(kept);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= norms[i] > limit ? limit / norms[i] : 1;
    }
    return weights;
  }

  private static double[] share(boolean[] kept) {
    for (boolean row : kept) {
      if (row) {
        return ClientWeights.uniform(kept);
      }
    }
    return new double[kept.length];
  }
}
