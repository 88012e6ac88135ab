package org.skymask.simulate.federation;

import java.io.Serializable;

/**
 * How a model does on test data.
 *
 * @param lossSum Σ cross-entropy
 * @param right predicted as labelled
 * @param triggered examples with the trigger whose label is not the backdoor's target
 * @param fooled of these, predicted as the target
 */
public record Score(long examples, double lossSum, long right, long triggered, long fooled)
    implements Serializable {
  static final Score NOTHING = new Score(0, 0, 0, 0, 0);

  Score and(Score other) {
    return new Score(
        examples + other.examples,
        lossSum + other.lossSum,
        right + other.right,
        triggered + other.triggered,
        fooled + other.fooled);
  }

  /** Mean cross-entropy. */
  public double loss() {
    return lossSum / examples;
  }

  /** Share of the examples that are predicted as labelled. */
  public double accuracy() {
    return (double) right / examples;
  }

  /**
   * What the attack reached: with a backdoor the share of triggered examples of other classes that
   * are predicted as its target; without one the test error, as Fang et al. (2020) and the SkyMask
   * paper measure untargeted attacks.
   */
  public double attackSuccess() {
    return triggered == 0 ? 1 - accuracy() : (double) fooled / triggered;
  }
}
