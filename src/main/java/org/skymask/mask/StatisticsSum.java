package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.skymask.kernel.GramCounts;
import org.skymask.kernel.MaskKernel;
import org.skymask.model.Layer;
import org.skymask.model.Layout;
import org.skymask.model.MaskStatistics;

/** Statistics of some blocks' masks. */
final class StatisticsSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final GramCounts[] grams;
  private final List<SoftSum> soft = new ArrayList<>();

  /** Σ of the soft masks by row over a layer's part of a block. */
  @SuppressWarnings("ArrayRecordComponent")
  private record SoftSum(int start, int layer, double[] sums) implements Serializable {}

  StatisticsSum(int layers, int rows) {
    this.rows = rows;
    this.grams = new GramCounts[layers];
    for (int i = 0; i < layers; i++) {
      grams[i] = new GramCounts(rows);
    }
  }

  void add(UpdateBlock block, BlockPlan plan, float cut) {
    for (BlockPlan.Part part : plan.parts(block.start(), block.start() + block.length())) {
      int from = part.range().start() - block.start();
      int to = part.range().end() - block.start();
      long[][] bits = new long[rows][];
      double[] sums = new double[rows];
      for (int i = 0; i < rows; i++) {
        bits[i] = GramCounts.pack(block.masks()[i], cut, from, to);
        sums[i] = MaskKernel.sum(block.masks()[i], from, to);
      }
      grams[part.layer()].add(bits);
      soft.add(new SoftSum(part.range().start(), part.layer(), sums));
    }
  }

  /** Counts are integers and may come in any order; soft sums go by their place on the axis. */
  static MaskStatistics of(Layout layout, int rows, List<StatisticsSum> parts) {
    int layers = layout.layers().size();
    StatisticsSum whole = new StatisticsSum(layers, rows);
    for (StatisticsSum part : parts) {
      for (int i = 0; i < layers; i++) {
        whole.grams[i].add(part.grams[i]);
      }
      whole.soft.addAll(part.soft);
    }
    whole.soft.sort(Comparator.comparingInt(SoftSum::start));
    int[] sizes = layout.layers().stream().mapToInt(Layer::size).toArray();
    double[][] means = new double[layers][rows];
    for (SoftSum sum : whole.soft) {
      for (int i = 0; i < rows; i++) {
        means[sum.layer()][i] += sum.sums()[i] / sizes[sum.layer()];
      }
    }
    double[][][] grams = new double[layers][][];
    for (int i = 0; i < layers; i++) {
      grams[i] = whole.grams[i].matrix();
    }
    return new MaskStatistics(
        layout.layers().stream().map(Layer::name).toList(), sizes, grams, means);
  }
}
