package org.skymask.job;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.job.PartitionJob.Sink;
import org.skymask.job.PartitionJob.Work;

/** Runs work on parts in parallel, many times. */
public interface Tasks<T> extends AutoCloseable {

  /** A task for each of these, which an embedded driver may hold on to. */
  static <T> Tasks<T> each(JavaSparkContext spark, List<T> parts) {
    return Workers.of(spark).tasks(spark.parallelize(parts, parts.size()), true);
  }

  /**
   * Runs the work on every part.
   *
   * @param sink takes the results one at a time, in any order
   */
  default <R> void run(Work<T, R> work, Sink<R> sink) {
    run(work, sink, 0);
  }

  /**
   * The same for results of which the driver should not hold all at once.
   *
   * @param bytes of all results together, about the same from each part
   */
  <R> void run(Work<T, R> work, Sink<R> sink, long bytes);

  /** Adds the terms of the parts: see {@link KeyedSums#run}. */
  <V> void sum(Work<T, List<KeyedSums.Share<V>>> work, KeyedSums.Sums<V> sums, Sink<V> sink);

  @Override
  void close();
}
