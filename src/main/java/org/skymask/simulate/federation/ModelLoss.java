package org.skymask.simulate.federation;

import java.util.Arrays;
import java.util.function.Function;
import org.skymask.attack.LossGradient;
import org.skymask.engine.Device;
import org.skymask.engine.EnginePool;
import org.skymask.engine.GradientEngine;
import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;

/** The model's loss, by an engine of the pool. */
record ModelLoss(ModelVersion model) implements LossGradient {
  private static final int BATCH = 64;

  @Override
  public double of(float[] values, ModelData data, float[] gradient) {
    return with(values, engine -> mean(engine, data, gradient));
  }

  @Override
  public double[] each(float[] values, ModelData data, int parameterCount) {
    return with(values, engine -> losses(engine, data));
  }

  private <T> T with(float[] values, Function<GradientEngine, T> asked) {
    return EnginePool.use(
        model.architecture(),
        model.layout(),
        Device.CPU,
        engine -> {
          engine.load(values);
          return asked.apply(engine);
        });
  }

  private static double mean(GradientEngine engine, ModelData data, float[] gradient) {
    Arrays.fill(gradient, 0);
    double sum = 0;
    for (int from = 0; from < data.size(); from += BATCH) {
      sum += engine.addGradient(data, from, Math.min(data.size(), from + BATCH), gradient);
    }
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] /= data.size();
    }
    return sum / data.size();
  }

  private static double[] losses(GradientEngine engine, ModelData data) {
    double[] losses = new double[data.size()];
    for (int from = 0; from < losses.length; from += BATCH) {
      int to = Math.min(losses.length, from + BATCH);
      System.arraycopy(engine.losses(data, from, to), 0, losses, from, to - from);
    }
    return losses;
  }
}
