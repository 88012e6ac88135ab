package org.skymask.simulate.experiment;

import org.jspecify.annotations.Nullable;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.RootSample;
import org.skymask.model.Signature;
import org.skymask.simulate.data.BiasedSample;
import org.skymask.simulate.data.RootSource;
import org.skymask.simulate.data.RootSources;
import org.skymask.simulate.federation.RootDraw;

/** Root datasets as an experiment names them. */
final class RootEntry {
  private RootEntry() {}

  /**
   * @throws org.skymask.named.ParameterException that says which names and parameters there are
   */
  static RootDraw draw(RootSample sample) {
    return new RootDraw(sample.examples(), bias(sample.bias()), source(sample.source()));
  }

  /** As {@link #draw}. */
  static RootSource source(Entry entry) {
    return RootSources.ALL.make(entry.name(), entry.parameters());
  }

  /**
   * Checks that a model has the class that a root dataset favours.
   *
   * @throws IllegalArgumentException that says what the model has
   */
  static void checkBias(RootSample sample, Signature signature) {
    BiasedSample bias = bias(sample.bias());
    if (bias != null) {
      bias.check(signature);
    }
  }

  /**
   * Checks that a root dataset's source fits a model.
   *
   * @throws IllegalArgumentException that says what the model has
   */
  static void checkSource(RootSample sample, Signature signature) {
    source(sample.source()).check(signature);
  }

  private static @Nullable BiasedSample bias(RootSample.Bias bias) {
    Double share = bias.share();
    return share == null ? null : new BiasedSample(share, bias.favoured());
  }
}
