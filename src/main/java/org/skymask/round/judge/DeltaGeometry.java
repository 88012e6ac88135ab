package org.skymask.round.judge;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.job.PartitionJob;
import org.skymask.job.SlicedSums;
import org.skymask.kernel.FixedPointSums;
import org.skymask.mask.UpdateBlock;
import org.skymask.model.FieldSpec;
import org.skymask.model.Layout;
import org.skymask.model.Signature;
import org.skymask.named.ParameterException;
import org.skymask.round.UploadSummary;
import org.skymask.rule.BlockStatistic;
import org.skymask.rule.Geometry;
import org.skymask.rule.Memory;
import org.skymask.rule.Probe;

/**
 * Inner products and statistics of a round's deltas (trainable part, clipped), summed by block on
 * the executors: the driver gets n² numbers, or those of the statistic.
 */
final class DeltaGeometry implements Geometry {
  private final Updates updates;
  private final RowProducts products;
  private final long seed;
  private double @Nullable [][] whole;
  private double @Nullable [][] besideBase;

  /**
   * @param seed the federation's
   */
  DeltaGeometry(Updates updates, long seed) {
    this.updates = updates;
    this.products = new RowProducts(updates);
    this.seed = seed;
  }

  /** The seed of draws that belong to one round. */
  static long seed(long seed, int round) {
    return seed * 1_000_003 + round;
  }

  private int parameters() {
    return updates.base().layout().parameterCount();
  }

  @Override
  public int rows() {
    return updates.clients().size();
  }

  @Override
  public List<String> names() {
    return updates.clients().stream().map(UploadSummary::client).toList();
  }

  @Override
  public Layout layout() {
    return updates.base().layout();
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public int round() {
    return updates.base().round() + 1;
  }

  @Override
  public Memory memory() {
    return updates.memory();
  }

  @Override
  public Probe probe() {
    Signature signature = updates.base().layout().signature();
    if (!signature.isClassifier()) {
      throw new ParameterException(
          "the rule asks models for the classes of float features, and layout.json has the loss "
              + signature.loss().code()
              + " and the inputs "
              + signature.inputs().stream().map(FieldSpec::described).toList());
    }
    return new ModelProbe(updates, seed(seed, round()));
  }

  @Override
  public double[] pastProducts() {
    return updates.memory().aggregate() == null
        ? new double[rows()]
        : Arrays.copyOf(whole()[rows() + 1], rows());
  }

  @Override
  public double pastSquare() {
    return updates.memory().aggregate() == null ? 0 : whole()[rows() + 1][rows() + 1];
  }

  @Override
  public double[] sums(BlockStatistic statistic) {
    double[] norms = updates.bounds();
    FixedPointSums sums =
        new FixedPointSums(statistic.bounds(norms, parameters()), statistic.words(norms));
    SlicedSums.run(
        updates.spark(), updates.blocks().rdd(), new Sums(statistic, rows(), sums.empty()), sums);
    return sums.values();
  }

  private record Sums(BlockStatistic statistic, int rows, FixedPointSums nothing)
      implements PartitionJob.Work<UpdateBlock, FixedPointSums> {
    @Override
    public FixedPointSums of(Iterator<UpdateBlock> partition) {
      FixedPointSums sums = nothing.empty();
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        if (block.isTrainable()) {
          statistic.add(block.start(), Arrays.copyOf(block.deltas(), rows), sums);
        }
      }
      return sums;
    }
  }

  @Override
  public double[][] gram() {
    return clients(whole());
  }

  @Override
  public double[] rootProducts() {
    return Arrays.copyOf(whole()[rows()], rows());
  }

  @Override
  public double rootSquare() {
    return whole()[rows()][rows()];
  }

  @Override
  public double[] baseProducts() {
    return Arrays.copyOf(besideBase()[rows() + 1], rows());
  }

  @Override
  public double baseSquare() {
    return besideBase()[rows() + 1][rows() + 1];
  }

  @Override
  public double[] baseAt(int[] positions) {
    float[] base = updates.base().values();
    return Arrays.stream(positions).mapToDouble(position -> base[position]).toArray();
  }

  @Override
  public double[][][] sampledGrams(int draws, int positions) {
    double[][][] grams = new double[draws][][];
    for (int draw = 0; draw < draws; draw++) {
      grams[draw] =
          positions < parameters()
              ? clients(products.at(positions, seed(seed, round()) + draw))
              : gram();
    }
    return grams;
  }

  /** With the root's row after them, and last the aggregate of the round before. */
  private double[][] whole() {
    double[][] known = whole;
    if (known == null) {
      known = products.beside(updates.memory().aggregate());
      whole = known;
    }
    return known;
  }

  /** With the root's row after them, and last the base. */
  private double[][] besideBase() {
    double[][] known = besideBase;
    if (known == null) {
      known = products.beside(Arrays.copyOf(updates.base().values(), parameters()));
      besideBase = known;
    }
    return known;
  }

  private double[][] clients(double[][] all) {
    return IntStream.range(0, rows())
        .mapToObj(i -> Arrays.copyOf(all[i], rows()))
        .toArray(double[][]::new);
  }
}
