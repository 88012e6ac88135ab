package org.skymask.rule;

/**
 * Runs models: the base with a combination of the rows added, θ + Σ wᵢ·rowᵢ, its running statistics
 * those of the root update. Each call is a forward pass on the executors.
 */
public interface Probe {

  /** C. */
  int classes();

  /** [examples] of the root dataset. */
  int[] labels();

  /**
   * Logits on the root dataset.
   *
   * @param weights [n]
   * @return [examples × C], up to a constant for each example
   */
  float[] onRoot(double[] weights);

  /**
   * Logits on random inputs, each feature uniform in [0, 1).
   *
   * @param weights [n]
   * @param inputs how many
   * @param draw number of the draw; the same draw has the same inputs for every model
   * @return [inputs × C], up to a constant for each input
   */
  float[] onNoise(double[] weights, int inputs, int draw);
}
