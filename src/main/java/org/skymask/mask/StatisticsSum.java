package org.skymask.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.KeyedSums.Sums;
import org.skymask.model.Layer;
import org.skymask.model.Layout;
import org.skymask.model.MaskStatistics;

/** Statistics of some blocks' masks, for the layers that these blocks touch. */
final class StatisticsSum {
  private final int rows;
  private final Map<Integer, LayerSum> layers = new TreeMap<>();

  StatisticsSum(int rows) {
    this.rows = rows;
  }

  /** How they are summed: counts are integers and may come in any order. */
  static Sums<LayerSum> sums(BlockPlan plan, int rows) {
    int layers = plan.layout().layers().size();
    long counts = Integer.BYTES * (rows * (rows + 1L) / 2) * layers;
    long soft = (long) Double.BYTES * rows * (plan.blocks() + layers);
    return new Sums<>(LayerSum::add, layers, counts + soft, false);
  }

  void add(UpdateBlock block, BlockPlan plan, float cut) {
    for (BlockPlan.Part part : plan.parts(block.start(), block.start() + block.length())) {
      layers
          .computeIfAbsent(part.layer(), layer -> new LayerSum(rows))
          .add(block, part.range(), cut);
    }
  }

  void add(int layer, LayerSum sum) {
    layers.merge(layer, sum, LayerSum::add);
  }

  /** By layer. */
  List<Share<LayerSum>> shares() {
    List<Share<LayerSum>> shares = new ArrayList<>();
    layers.forEach((layer, sum) -> shares.add(new Share<>(layer, sum)));
    return shares;
  }

  /** Of all blocks. */
  MaskStatistics statistics(Layout layout) {
    int[] sizes = layout.layers().stream().mapToInt(Layer::size).toArray();
    double[][][] grams = new double[sizes.length][][];
    double[][] means = new double[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      LayerSum sum = layers.getOrDefault(i, new LayerSum(rows));
      grams[i] = sum.gram();
      means[i] = sum.means(rows, sizes[i]);
    }
    return new MaskStatistics(
        layout.layers().stream().map(Layer::name).toList(), sizes, grams, means);
  }
}
