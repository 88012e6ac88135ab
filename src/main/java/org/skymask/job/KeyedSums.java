package org.skymask.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.Partitioner;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.skymask.job.PartitionJob.Sink;
import org.skymask.job.PartitionJob.Work;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * Adds the terms of partitions, by key. Where they are small, or the tasks run in the driver's own
 * JVM, partitions answer the driver, which adds. Otherwise the executors add, one task for each
 * key. The driver then gets each sum once, however many partitions there are, and never more in a
 * job than {@link ResultLimit} allows.
 */
public final class KeyedSums {
  private KeyedSums() {}

  /** What a partition adds to the sum of a key. */
  public record Share<V>(int key, V value) implements Serializable {}

  /** Adds to a sum, which it may change, and gives it back. */
  public interface Adder<V> extends Serializable {
    V add(V sum, V next);
  }

  /**
   * What is summed.
   *
   * @param keys from 0; fewer may be found
   * @param bytes of the sums of all keys together
   * @param ordered whether terms of a key are to be added in the order of partitions: of floats,
   *     whose sums depend on it; each partition then has a share of every key
   */
  public record Sums<V>(Adder<V> adder, int keys, long bytes, boolean ordered) {}

  /**
   * Runs the work on every partition.
   *
   * @param sink takes parts of the sums by key, to be added in the order in which they come: one of
   *     each key, or one of each key and partition
   */
  public static <T, V> void run(
      JavaSparkContext spark,
      JavaRDD<T> rdd,
      Work<T, List<Share<V>>> work,
      Sums<V> sums,
      Sink<V> sink) {
    Workers.of(spark).sum(rdd, work, sums, sink);
  }

  /** Hands on each share of the partitions' answers. */
  static <V> Sink<List<Share<V>>> each(Sums<V> sums, Sink<V> sink) {
    return sums.ordered()
        ? new InOrder<>(shares -> shares.forEach(share -> sink.take(share.key(), share.value())))
        : (partition, shares) -> shares.forEach(share -> sink.take(share.key(), share.value()));
  }

  static <T, V> void runOnExecutors(
      JavaSparkContext spark,
      JavaRDD<T> rdd,
      Work<T, List<Share<V>>> work,
      Sums<V> sums,
      Sink<V> sink) {
    JavaPairRDD<Integer, Term<V>> terms =
        JavaPairRDD.fromJavaRDD(
            rdd.mapPartitionsWithIndex(
                (partition, values) -> terms(partition, work.of(values)), true));
    JavaPairRDD<Integer, Term<V>> met = terms.partitionBy(new ByKey(sums.keys()));
    JavaRDD<Tuple2<Integer, Term<V>>> tuples = JavaRDD.fromRDD(met.rdd(), met.classTag());
    try {
      PartitionJob.run(
          spark,
          tuples,
          new Fold<>(sums.adder(), sums.ordered()),
          (key, found) -> found.forEach(share -> sink.take(share.key(), share.value())),
          sums.bytes());
    } finally {
      forget(spark, met.rdd());
    }
  }

  private record Term<V>(int partition, V value) implements Serializable {}

  private static <V> Iterator<Tuple2<Integer, Term<V>>> terms(
      int partition, List<Share<V>> shares) {
    return shares.stream()
        .map(share -> new Tuple2<>(share.key(), new Term<>(partition, share.value())))
        .iterator();
  }

  /** Adds the terms of a task's keys. */
  private record Fold<V>(Adder<V> adder, boolean ordered)
      implements Work<Tuple2<Integer, Term<V>>, List<Share<V>>> {
    @Override
    public List<Share<V>> of(Iterator<Tuple2<Integer, Term<V>>> terms) {
      TreeMap<Integer, V> sums = new TreeMap<>();
      if (ordered) {
        TreeMap<Integer, TreeMap<Integer, V>> found = new TreeMap<>();
        terms.forEachRemaining(
            term ->
                found
                    .computeIfAbsent(term._1(), key -> new TreeMap<>())
                    .put(term._2().partition(), term._2().value()));
        found.forEach(
            (key, values) -> values.values().forEach(value -> sums.merge(key, value, adder::add)));
      } else {
        terms.forEachRemaining(term -> sums.merge(term._1(), term._2().value(), adder::add));
      }
      List<Share<V>> shares = new ArrayList<>();
      sums.forEach((key, sum) -> shares.add(new Share<>(key, sum)));
      return shares;
    }
  }

  /** Removes the files of the terms, which would stay until the driver's heap is collected. */
  private static void forget(JavaSparkContext spark, RDD<?> met) {
    JavaConverters.seqAsJavaList(met.dependencies())
        .forEach(
            dependency -> {
              int shuffle = ((ShuffleDependency<?, ?, ?>) dependency).shuffleId();
              spark.sc().cleaner().foreach(cleaner -> forget(cleaner, shuffle));
            });
  }

  private static boolean forget(org.apache.spark.ContextCleaner cleaner, int shuffle) {
    cleaner.doCleanupShuffle(shuffle, false);
    return true;
  }

  /** A task a key. */
  private static final class ByKey extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int keys;

    ByKey(int keys) {
      this.keys = keys;
    }

    @Override
    public int numPartitions() {
      return keys;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }
  }
}
