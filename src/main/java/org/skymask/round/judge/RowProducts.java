package org.skymask.round.judge;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.skymask.job.PartitionJob;
import org.skymask.job.SlicedSums;
import org.skymask.kernel.DotProducts;
import org.skymask.kernel.Vectors;
import org.skymask.mask.UpdateBlock;

/**
 * Inner products of the rows of a round's blocks (each client's delta, then the server's),
 * trainable part, summed by block on the executors.
 */
record RowProducts(Updates updates) {

  /**
   * @param beside [D or more] a last row; null for none
   * @return of each row with each
   */
  double[][] beside(float @Nullable [] beside) {
    return sum(null, beside);
  }

  /**
   * At some coordinates only.
   *
   * @param count how many, fewer than D
   * @param seed of their draw
   */
  double[][] at(int count, long seed) {
    return sum(positions(count, seed), null);
  }

  private double[][] sum(int @Nullable [] positions, float @Nullable [] beside) {
    DotProducts sum = nothing(beside);
    Broadcast<float[]> shared = beside == null ? null : updates.spark().broadcast(beside);
    SlicedSums.run(
        updates.spark(), updates.blocks().rdd(), new Products(sum.empty(), positions, shared), sum);
    return sum.matrix();
  }

  private DotProducts nothing(float @Nullable [] beside) {
    int rows = updates.clients().size();
    double[] norms = Arrays.copyOf(updates.bounds(), rows + (beside == null ? 1 : 2));
    norms[rows] = Math.sqrt(Vectors.squares(updates.root().delta(), parameters()));
    if (beside != null) {
      norms[rows + 1] = Math.sqrt(Vectors.squares(beside, parameters()));
    }
    return new DotProducts(norms);
  }

  private int parameters() {
    return updates.base().layout().parameterCount();
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
