package org.skymask.rule;

import java.util.stream.IntStream;
import org.skymask.model.Layer.Range;

/**
 * A weighted sum of rows without their small values, with weights of its own in every tensor.
 *
 * @param weights [tensors][n]
 */
@SuppressWarnings("ArrayRecordComponent")
record TensorMeans(SparseTensors sparse, double[][] weights) implements BlockAggregate {

  @Override
  public float[] of(int start, float[][] deltas) {
    double[] sum = new double[deltas[0].length];
    for (int t = 0; t < weights.length; t++) {
      Range part = sparse.tensors().get(t).within(start, start + sum.length);
      for (int i = 0; i < weights[t].length; i++) {
        for (int j = part.start() - start; weights[t][i] > 0 && j < part.end() - start; j++) {
          sum[j] += weights[t][i] * sparse.left(t, i, deltas[i][j]);
        }
      }
    }
    float[] aggregate = new float[sum.length];
    for (int j = 0; j < sum.length; j++) {
      aggregate[j] = (float) sum[j];
    }
    return aggregate;
  }

  @Override
  public int[] rows() {
    return IntStream.range(0, sparse.least().length).toArray();
  }

  @Override
  public void count(int start, float[][] deltas, long[] counts) {
    for (int t = 0; t < weights.length; t++) {
      int length = sparse.tensors().get(t).within(start, start + deltas[0].length).length();
      for (int i = 0; i < counts.length; i++) {
        counts[i] += weights[t][i] > 0 ? length : 0;
      }
    }
  }
}
