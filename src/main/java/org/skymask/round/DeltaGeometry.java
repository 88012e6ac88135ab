package org.skymask.round;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.DotProducts;
import org.skymask.kernel.Vectors;
import org.skymask.mask.PartitionJob;
import org.skymask.mask.UpdateBlock;
import org.skymask.rule.Geometry;

/**
 * Inner products of a round's deltas (trainable part, clipped), summed by block on the executors:
 * the driver gets n² numbers from a partition. What a rule does not ask for is not computed.
 */
final class DeltaGeometry implements Geometry {
  private final Updates updates;
  private final long seed;
  private final DotProducts nothing;
  private double @Nullable [][] whole;

  /**
   * @param seed of the drawn positions
   */
  DeltaGeometry(Updates updates, long seed) {
    this.updates = updates;
    this.seed = seed;
    double[] norms = new double[rows() + 1];
    for (int i = 0; i < rows(); i++) {
      norms[i] = updates.clients().get(i).norm();
    }
    norms[rows()] = Math.sqrt(Vectors.squares(updates.root().delta(), parameters()));
    this.nothing = new DotProducts(norms);
  }

  private int parameters() {
    return updates.base().layout().parameterCount();
  }

  @Override
  public int rows() {
    return updates.clients().size();
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
  public double[][][] sampledGrams(int draws, int positions) {
    double[][][] grams = new double[draws][][];
    for (int draw = 0; draw < draws; draw++) {
      grams[draw] =
          positions < parameters() ? clients(sum(positions(positions, seed + draw))) : gram();
    }
    return grams;
  }

  /** With the root's row last. */
  private double[][] whole() {
    double[][] known = whole;
    if (known == null) {
      known = sum(null);
      whole = known;
    }
    return known;
  }

  private double[][] clients(double[][] all) {
    return IntStream.range(0, rows())
        .mapToObj(i -> Arrays.copyOf(all[i], rows()))
        .toArray(double[][]::new);
  }

  private double[][] sum(int @Nullable [] positions) {
    DotProducts sum = nothing.empty();
    PartitionJob.run(
        updates.spark(),
        updates.blocks().rdd(),
        new Products(nothing, positions),
        (partition, products) -> sum.add(products));
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
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Products(DotProducts nothing, int @Nullable [] positions)
      implements PartitionJob.Work<UpdateBlock, DotProducts> {
    @Override
    public DotProducts of(Iterator<UpdateBlock> partition) {
      DotProducts sum = nothing.empty();
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        if (block.isTrainable()) {
          sum.add(positions == null ? block.deltas() : drawn(block, positions));
        }
      }
      return sum;
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
