package org.skymask.round.publish;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.skymask.job.PartitionJob;
import org.skymask.kernel.Vectors;
import org.skymask.mask.Part;
import org.skymask.mask.UpdateBlock;
import org.skymask.round.judge.Updates;
import scala.Tuple2;

/**
 * Computes the similarity of each client's update to the round's step: the cosine of its delta
 * (clipped, trainable part) with the aggregate. Products are summed in the order of blocks, so they
 * are the same bits however many executors there are.
 */
public final class Similarities {
  private Similarities() {}

  /**
   * @param products [clients] with the aggregate, within a block
   * @param square of the aggregate there
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Products(int start, double[] products, double square) implements Serializable {
    static Products of(UpdateBlock block, Part mean, int clients) {
      double[] products = new double[clients];
      int length = mean.values().length;
      for (int i = 0; i < clients; i++) {
        products[i] = Vectors.dot(block.deltas()[i], mean.values(), length);
      }
      return new Products(block.start(), products, Vectors.squares(mean.values(), length));
    }
  }

  private record Multiply(int clients)
      implements PartitionJob.Work<Tuple2<UpdateBlock, Part>, List<Products>> {
    @Override
    public List<Products> of(Iterator<Tuple2<UpdateBlock, Part>> partition) {
      List<Products> products = new ArrayList<>();
      while (partition.hasNext()) {
        Tuple2<UpdateBlock, Part> pair = partition.next();
        if (pair._1().isTrainable()) {
          products.add(Products.of(pair._1(), pair._2(), clients));
        }
      }
      return products;
    }
  }

  /** Where nothing was aggregated. */
  public static double[] none(int clients) {
    double[] none = new double[clients];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /**
   * @param factors [clients] of norm clipping
   * @param model that these updates lead to
   * @return [clients]; 0 where the update or the aggregate is 0
   */
  public static double[] of(Updates updates, double[] factors, NewModel model) {
    int clients = updates.clients().size();
    // Means are made block by block, so that each stands beside its own.
    JavaPairRDD<UpdateBlock, Part> pairs = updates.blocks().rdd().zip(model.means());
    List<Products> blocks = new ArrayList<>();
    PartitionJob.run(
        updates.spark(),
        JavaRDD.fromRDD(pairs.rdd(), pairs.classTag()),
        new Multiply(clients),
        (partition, products) -> blocks.addAll(products),
        (long) Double.BYTES * (clients + 1) * updates.blocks().plan().blocks());
    double[] sums = new double[clients];
    double square = 0;
    for (Products block :
        blocks.stream().sorted(Comparator.comparingInt(Products::start)).toList()) {
      for (int i = 0; i < clients; i++) {
        sums[i] += block.products()[i];
      }
      square += block.square();
    }
    return cosines(updates, factors, sums, Math.sqrt(square));
  }

  private static double[] cosines(
      Updates updates, double[] factors, double[] products, double norm) {
    double[] cosines = new double[products.length];
    for (int i = 0; i < cosines.length; i++) {
      double norms = updates.clients().get(i).norm() * factors[i] * norm;
      cosines[i] = norms == 0 ? 0 : products[i] / norms;
    }
    return cosines;
  }
}
