package org.skymask.engine;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.skymask.model.ModelData;

/**
 * Plain SGD in inference mode: the server's in file order, simulated clients' in random orders.
 *
 * @param epochs passes over the data
 * @param batchSize examples a step; the last batch of a pass may be smaller
 * @param learningRate of the mean gradient
 */
public record LocalTraining(int epochs, int batchSize, double learningRate)
    implements Serializable {

  /**
   * Trains from given values.
   *
   * @param start [valueCount], left as it is
   * @return [valueCount]; state is not moved
   */
  public float[] train(GradientEngine engine, float[] start, ModelData data) {
    return run(engine, start, () -> data);
  }

  /**
   * The same with the examples in another order in each pass, as clients take them.
   *
   * @param start [valueCount], left as it is
   * @param seed of the orders
   * @return [valueCount]; state is not moved
   */
  public float[] trainShuffled(GradientEngine engine, float[] start, ModelData data, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return run(engine, start, () -> shuffled(data, random));
  }

  /**
   * @param pass the data of the next pass
   */
  private float[] run(GradientEngine engine, float[] start, Supplier<ModelData> pass) {
    float[] values = start.clone();
    DescentEngine own = engine instanceof DescentEngine descending ? descending : null;
    engine.load(values);
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (own == null) {
        pass(engine, values, pass.get());
      } else {
        pass(own, pass.get());
      }
    }
    if (own != null) {
      own.read(values);
    }
    return values;
  }

  private void pass(DescentEngine engine, ModelData data) {
    for (int from = 0; from < data.size(); from += batchSize) {
      int to = Math.min(data.size(), from + batchSize);
      engine.step(data, from, to, (float) (learningRate / (to - from)));
    }
  }

  private void pass(GradientEngine engine, float[] values, ModelData data) {
    float[] gradient = new float[engine.layout().parameterCount()];
    for (int from = 0; from < data.size(); from += batchSize) {
      int to = Math.min(data.size(), from + batchSize);
      Arrays.fill(gradient, 0);
      engine.load(values);
      engine.addGradient(data, from, to, gradient);
      float rate = (float) (learningRate / (to - from));
      for (int j = 0; j < gradient.length; j++) {
        values[j] -= rate * gradient[j];
      }
    }
  }

  private static ModelData shuffled(ModelData data, SplittableRandom random) {
    int[] rows = new int[data.size()];
    Arrays.setAll(rows, i -> i);
    for (int i = rows.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
    return data.take(rows);
  }
}
