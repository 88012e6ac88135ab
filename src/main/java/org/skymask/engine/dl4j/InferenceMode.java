package org.skymask.engine.dl4j;

import java.util.Set;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/** Changes a layer's configuration so that it is the same function in training and inference. */
final class InferenceMode {
  private static final Set<String> STATISTICS =
      Set.of(
          BatchNormalizationParamInitializer.GLOBAL_MEAN,
          BatchNormalizationParamInitializer.GLOBAL_VAR,
          BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

  private InferenceMode() {}

  /**
   * Without dropout, weight noise, penalties and freezing, and batch norm by its running
   * statistics. A frozen layer passes no gradient on in DL4J; here the layout decides what is
   * trained.
   *
   * @param given changed in place where it can be
   */
  static Layer of(Layer given) {
    Layer layer = thawed(given);
    layer.setIDropout(null);
    layer.setConstraints(null);
    if (layer instanceof BaseLayer base) {
      base.setWeightNoise(null);
      base.setRegularization(null);
      base.setRegularizationBias(null);
    }
    return layer instanceof BatchNormalization norm ? new RunningBatchNorm(norm) : layer;
  }

  /** What a frozen layer holds; another layer itself. */
  static Layer thawed(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return thawed(frozen.getLayer());
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? thawed(frozen.getUnderlying()) : layer;
  }

  static boolean isFrozen(Layer layer) {
    return layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop;
  }

  /** Whether a tensor is a running statistic of batch norm ({@code 1_mean}). */
  static boolean isStatistic(String tensor) {
    return STATISTICS.contains(tensor.substring(tensor.lastIndexOf('_') + 1));
  }

  /** Whether a statistic is a variance ({@code 1_var}); DL4J may keep a log10 deviation instead. */
  static boolean isVariance(String tensor) {
    return tensor.endsWith("_" + BatchNormalizationParamInitializer.GLOBAL_VAR);
  }
}
