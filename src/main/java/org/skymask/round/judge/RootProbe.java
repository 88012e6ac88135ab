package org.skymask.round.judge;

import org.skymask.cluster.SetProbe;
import org.skymask.kernel.Vectors;
import org.skymask.rule.ClientWeights;

/** Asks the root dataset about the plain mean of a set of clients. */
final class RootProbe implements SetProbe {
  /** The value for a loss that is not finite; worse than any model can reach. */
  private static final double HOPELESS = 1e6;

  private final Updates updates;

  RootProbe(Updates updates) {
    this.updates = updates;
  }

  @Override
  public Answer ask(boolean[] clients) {
    float[] mean = updates.blocks().weightedMean(ClientWeights.uniform(clients));
    int trainable = updates.base().layout().parameterCount();
    float[] values = updates.root().trusted();
    for (int j = 0; j < trainable; j++) {
      values[j] += mean[j];
    }
    return new Answer(losses(values), Vectors.cosine(updates.root().delta(), mean, trainable));
  }

  /** Root losses of the base model itself. */
  double[] base() {
    return losses(updates.root().trusted());
  }

  private double[] losses(float[] values) {
    double[] losses = updates.evaluator().losses(values);
    for (int i = 0; i < losses.length; i++) {
      losses[i] = Double.isFinite(losses[i]) ? losses[i] : HOPELESS;
    }
    return losses;
  }
}
