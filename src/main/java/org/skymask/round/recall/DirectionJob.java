package org.skymask.round.recall;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.cluster.Directions;
import org.skymask.job.PartitionJob;
import org.skymask.job.SlicedSums;
import org.skymask.kernel.FixedPointSums;
import org.skymask.mask.BlockPlan;
import org.skymask.mask.UpdateBlock;
import org.skymask.round.admit.Blocks;

/**
 * Sums the inner products of the clients' deltas (clipped) layer by layer on the executors. First
 * come the squares: they give the unit in which the products of a layer are summed, so that small
 * layers are known as well as large ones.
 */
public final class DirectionJob {
  /** Products that a job brings to the driver at most, unless one layer has more: 128 MiB. */
  private static final int MOST = 1 << 24;

  /** Bits below the bound of all layers down to which a layer's squares are known as well. */
  private static final int BITS = 64;

  private final JavaSparkContext spark;
  private final Blocks blocks;
  private final double[] bounds;
  private final int clients;
  private final int layers;

  /**
   * @param bounds [clients], no less than the lengths of the rows as they lie in the blocks
   */
  public DirectionJob(JavaSparkContext spark, Blocks blocks, double[] bounds) {
    this.spark = spark;
    this.blocks = blocks;
    this.bounds = bounds;
    this.clients = blocks.clients();
    this.layers = blocks.plan().layout().layers().size();
  }

  /** One job over the blocks for the squares, and one for the products of every few layers. */
  public Directions run() {
    double[][] norms = norms();
    Directions directions = new Directions(clients);
    int pairs = Math.multiplyExact(clients, clients + 1) / 2;
    int together = Math.max(1, MOST / pairs);
    for (int from = 0; from < layers; from += together) {
      int to = Math.min(layers, from + together);
      LayerProducts products = new LayerProducts(Arrays.copyOfRange(norms, from, to));
      run(new Products(blocks.plan(), from, to, clients, products.empty()), products);
      for (int layer = from; layer < to; layer++) {
        directions.add(products.layer(layer - from).matrix());
      }
    }
    return directions;
  }

  /** [layers][clients]. */
  private double[][] norms() {
    double[] most = new double[Math.multiplyExact(layers, clients)];
    Arrays.setAll(most, k -> bounds[k % clients] * bounds[k % clients]);
    FixedPointSums squares = new FixedPointSums(most, FixedPointSums.words(BITS));
    SlicedSums.run(
        spark, blocks.rdd(), new Squares(blocks.plan(), clients, squares.empty()), squares);
    double[] values = squares.values();
    double[][] norms = new double[layers][clients];
    for (int layer = 0; layer < layers; layer++) {
      for (int i = 0; i < clients; i++) {
        norms[layer][i] = Math.sqrt(values[layer * clients + i]);
      }
    }
    return norms;
  }

  private void run(Products work, LayerProducts total) {
    SlicedSums.run(spark, blocks.rdd(), work, total);
  }

  private record Squares(BlockPlan plan, int clients, FixedPointSums nothing)
      implements PartitionJob.Work<UpdateBlock, FixedPointSums> {
    @Override
    public FixedPointSums of(Iterator<UpdateBlock> partition) {
      FixedPointSums sums = nothing.empty();
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        for (BlockPlan.Part part : plan.parts(block)) {
          for (int i = 0; i < clients; i++) {
            sums.add(part.layer() * clients + i, squares(block.deltas()[i], part, block.start()));
          }
        }
      }
      return sums;
    }

    private static double squares(float[] row, BlockPlan.Part part, int start) {
      double sum = 0;
      for (int j = part.range().start() - start; j < part.range().end() - start; j++) {
        sum += (double) row[j] * row[j];
      }
      return sum;
    }
  }

  /**
   * @param from the first layer
   * @param to the layer after the last one
   */
  private record Products(BlockPlan plan, int from, int to, int clients, LayerProducts nothing)
      implements PartitionJob.Work<UpdateBlock, LayerProducts> {
    @Override
    public LayerProducts of(Iterator<UpdateBlock> partition) {
      LayerProducts sums = nothing.empty();
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        for (BlockPlan.Part part : plan.parts(block)) {
          if (part.layer() >= from && part.layer() < to) {
            sums.layer(part.layer() - from).add(rows(block, part));
          }
        }
      }
      return sums;
    }

    private float[][] rows(UpdateBlock block, BlockPlan.Part part) {
      float[][] rows = new float[clients][];
      int start = part.range().start() - block.start();
      int end = part.range().end() - block.start();
      for (int i = 0; i < clients; i++) {
        float[] row = block.deltas()[i];
        rows[i] = start == 0 && end == row.length ? row : Arrays.copyOfRange(row, start, end);
      }
      return rows;
    }
  }
}
