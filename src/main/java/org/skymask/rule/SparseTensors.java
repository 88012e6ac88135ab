package org.skymask.rule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.skymask.kernel.FixedPointSums;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * The rows without the small values of their matrices: of a tensor of two or more dimensions only
 * what is larger than {@code least} is left, other tensors are left as they are. As a statistic it
 * has for each row and tensor the square of the length, and how many values are positive and
 * negative: sums 3(i·tensors + t), + 1 and + 2.
 *
 * @param tensors their places on the parameter axis
 * @param cut [tensors] which of them are matrices
 * @param least [n] magnitudes
 */
@SuppressWarnings("ArrayRecordComponent")
record SparseTensors(List<Range> tensors, boolean[] cut, float[] least) implements BlockStatistic {

  /**
   * The trainable tensors of a model. Of the M values of a row's matrices those are left that are
   * larger than the ⌊M · (1 − sparsity)⌋-th; all are left where {@code sparsity} is 0.
   *
   * @param sparsity 0 or more, below 1
   */
  static SparseTensors of(Geometry updates, double sparsity) {
    Layout layout = updates.layout();
    int[] trainable =
        IntStream.range(0, layout.tensors().size())
            .filter(t -> layout.tensors().get(t).trainable())
            .toArray();
    List<Range> tensors =
        Arrays.stream(trainable)
            .mapToObj(t -> range(layout.tensors().get(t), layout.start(t)))
            .toList();
    boolean[] cut = new boolean[trainable.length];
    for (int t = 0; t < cut.length; t++) {
      cut[t] = sparsity > 0 && layout.tensors().get(trainable[t]).shape().size() > 1;
    }
    List<Range> matrices =
        IntStream.range(0, cut.length).filter(t -> cut[t]).mapToObj(tensors::get).toList();
    long values = matrices.stream().mapToLong(Range::length).sum();
    long left = Math.max(1, (long) (values * (1 - sparsity)));
    float[] least =
        values == 0
            ? new float[updates.rows()]
            : LargestMagnitudes.of(updates, matrices, left).least();
    return new SparseTensors(tensors, cut, least);
  }

  private static Range range(TensorSpec tensor, int start) {
    return new Range(start, start + tensor.size());
  }

  /** What is left of a value. */
  float left(int tensor, int row, float value) {
    return !cut[tensor] || Math.abs(value) > least[row] ? value : 0;
  }

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[3 * tensors.size() * least.length];
    Arrays.fill(bounds, parameters);
    for (int k = 0; k < bounds.length; k += 3) {
      double norm = norms[k / 3 / tensors.size()];
      bounds[k] = norm * norm;
    }
    return bounds;
  }

  @Override
  public void add(int start, float[][] rows, FixedPointSums sums) {
    for (int t = 0; t < tensors.size(); t++) {
      Range part = tensors.get(t).within(start, start + rows[0].length);
      for (int i = 0; i < least.length && part.length() > 0; i++) {
        add(t, i, part, start, rows[i], sums);
      }
    }
  }

  private void add(int tensor, int i, Range part, int start, float[] row, FixedPointSums sums) {
    double square = 0;
    int positive = 0;
    int negative = 0;
    for (int j = part.start(); j < part.end(); j++) {
      float value = left(tensor, i, row[j - start]);
      square += (double) value * value;
      positive += value > 0 ? 1 : 0;
      negative += value < 0 ? 1 : 0;
    }
    int first = 3 * (i * tensors.size() + tensor);
    sums.add(first, square);
    sums.add(first + 1, positive);
    sums.add(first + 2, negative);
  }
}
