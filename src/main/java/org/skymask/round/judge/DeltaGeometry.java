package org.skymask.round.judge;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.skymask.job.PartitionJob;
import org.skymask.job.SlicedSums;
import org.skymask.kernel.DotProducts;
import org.skymask.kernel.FixedPointSums;
import org.skymask.kernel.Vectors;
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
  private final long seed;
  private double @Nullable [][] whole;
  private double @Nullable [][] besideBase;

  /**
   * @param seed the federation's
   */
  DeltaGeometry(Updates updates, long seed) {
    this.updates = updates;
    this.seed = seed;
  }

  /** The seed of draws that belong to one round. */
  static long seed(long seed, int round) {
    return seed * 1_000_003 + round;
  }

  private DotProducts nothing(float @Nullable [] beside) {
    double[] norms = Arrays.copyOf(updates.bounds(), rows() + (beside == null ? 1 : 2));
    norms[rows()] = Math.sqrt(Vectors.squares(updates.root().delta(), parameters()));
    if (beside != null) {
      norms[rows() + 1] = Math.sqrt(Vectors.squares(beside, parameters()));
    }
    return new DotProducts(norms);
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
              ? clients(sum(positions(positions, seed(seed, round()) + draw), null))
              : gram();
    }
    return grams;
  }

  /** With the root's row after them, and last the aggregate of the round before. */
  private double[][] whole() {
    double[][] known = whole;
    if (known == null) {
      known = sum(null, updates.memory().aggregate());
      whole = known;
    }
    return known;
  }

  /** With the root's row after them, and last the base. */
  private double[][] besideBase() {
    double[][] known = besideBase;
    if (known == null) {
      known = sum(null, Arrays.copyOf(updates.base().values(), parameters()));
      besideBase = known;
    }
    return known;
  }

  private double[][] clients(double[][] all) {
    return IntStream.range(0, rows())
        .mapToObj(i -> Arrays.copyOf(all[i], rows()))
        .toArray(double[][]::new);
  }

  private double[][] sum(int @Nullable [] positions, float @Nullable [] beside) {
    DotProducts sum = nothing(beside);
    Broadcast<float[]> shared = beside == null ? null : updates.spark().broadcast(beside);
    SlicedSums.run(
        updates.spark(), updates.blocks().rdd(), new Products(sum.empty(), positions, shared), sum);
    return sum.matrix();
  }

  /** Ascending and without repetition. */
  private int[] positions(int count, long drawSeed) {
    int length = parameters();
    // Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S).
    Random random = new Random(drawSeed);
    int[] positions = new int[count];
    int taken = 0;
    for (int j = 0; taken < count; j++) {
      if ((length - j) * random.nextDouble() < count - taken) {
        positions[taken++] = j;
      }
    }
    return positions;
  }

  /**
   * @param positions on the parameter axis, ascending; null for all
   * @param beside [D or more] a last row; null for none
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Products(
      DotProducts nothing, int @Nullable [] positions, @Nullable Broadcast<float[]> beside)
      implements PartitionJob.Work<UpdateBlock, DotProducts> {
    @Override
    public DotProducts of(Iterator<UpdateBlock> partition) {
      DotProducts sum = nothing.empty();
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        if (block.isTrainable()) {
          sum.add(positions == null ? rows(block) : drawn(block, positions));
        }
      }
      return sum;
    }

    private float[][] rows(UpdateBlock block) {
      if (beside == null) {
        return block.deltas();
      }
      int rows = block.deltas().length;
      float[][] all = Arrays.copyOf(block.deltas(), rows + 1);
      all[rows] = Arrays.copyOfRange(beside.value(), block.start(), block.start() + block.length());
      return all;
    }

    private static float[][] drawn(UpdateBlock block, int[] positions) {
      int from = first(positions, block.start());
      int to = first(positions, block.start() + block.length());
      float[][] rows = new float[block.deltas().length][to - from];
      for (int i = 0; i < rows.length; i++) {
        for (int k = from; k < to; k++) {
          rows[i][k - from] = block.deltas()[i][positions[k] - block.start()];
        }
      }
      return rows;
    }

    /** Index of the first position that is not below. */
    private static int first(int[] positions, int position) {
      int found = Arrays.binarySearch(positions, position);
      return found >= 0 ? found : -found - 1;
    }
  }
}
