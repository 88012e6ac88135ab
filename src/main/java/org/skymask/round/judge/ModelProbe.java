package org.skymask.round.judge;

import org.skymask.kernel.Vectors;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.rule.Hash;
import org.skymask.rule.Probe;

/**
 * Runs the models of a round's clients, one at a time, so that the driver holds D values and never
 * n·D.
 */
final class ModelProbe implements Probe {
  private final Updates updates;
  private final long seed;

  /**
   * @param seed of the random inputs
   */
  ModelProbe(Updates updates, long seed) {
    this.updates = updates;
    this.seed = seed;
  }

  @Override
  public int classes() {
    return updates.base().layout().classes();
  }

  @Override
  public int[] labels() {
    return updates.evaluator().labels();
  }

  @Override
  public float[] onRoot(double[] weights) {
    return updates.evaluator().logits(values(weights));
  }

  @Override
  public float[] onNoise(double[] weights, int inputs, int draw) {
    try (RootEvaluator noise = updates.evaluator().over(noise(inputs, seed + draw))) {
      return noise.logits(values(weights));
    }
  }

  private LabelledData noise(int inputs, long drawSeed) {
    Layout layout = updates.base().layout();
    int features = layout.featureCount();
    float[] values = new float[Math.multiplyExact(inputs, features)];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) Hash.unit(drawSeed, j);
    }
    return new LabelledData(values, new int[inputs], features);
  }

  private float[] values(double[] weights) {
    float[] values = updates.root().trusted();
    float[] sum = updates.blocks().weightedMean(weights);
    int trainable = updates.base().layout().parameterCount();
    Vectors.add(values, sum, trainable);
    return values;
  }
}
