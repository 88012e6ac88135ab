package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.skymask.kernel.GramCounts;
import org.skymask.kernel.MaskKernel;
import org.skymask.model.Layer.Range;

/** Statistics of some blocks' masks within one layer. */
final class LayerSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final GramCounts counts;
  private final List<SoftSum> soft = new ArrayList<>();

  /** Σ of the soft masks by row over a part of the layer. */
  @SuppressWarnings("ArrayRecordComponent")
  private record SoftSum(int start, double[] sums) implements Serializable {}

  LayerSum(int rows) {
    this.counts = new GramCounts(rows);
  }

  /**
   * Adds a block's part of the layer.
   *
   * @param range on the parameter axis, within the block
   */
  void add(UpdateBlock block, Range range, float cut) {
    int from = range.start() - block.start();
    int to = range.end() - block.start();
    float[][] masks = block.masks();
    long[][] bits = new long[masks.length][];
    double[] sums = new double[masks.length];
    for (int i = 0; i < masks.length; i++) {
      bits[i] = GramCounts.pack(masks[i], cut, from, to);
      sums[i] = MaskKernel.sum(masks[i], from, to);
    }
    counts.add(bits);
    soft.add(new SoftSum(range.start(), sums));
  }

  /** Adds the sums of other blocks of the same layer, and returns this. */
  LayerSum add(LayerSum other) {
    counts.add(other.counts);
    soft.addAll(other.soft);
    return this;
  }

  double[][] gram() {
    return counts.matrix();
  }

  /**
   * [rows]: means of the soft masks. They are added in the order of the axis, whatever order they
   * came in.
   *
   * @param size parameters of the layer
   */
  double[] means(int rows, int size) {
    double[] means = new double[rows];
    soft.sort(Comparator.comparingInt(SoftSum::start));
    for (SoftSum part : soft) {
      for (int i = 0; i < rows; i++) {
        means[i] += part.sums()[i] / size;
      }
    }
    return means;
  }
}
