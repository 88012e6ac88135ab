package org.skymask.job;

import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.KeyedSums.Sums;
import org.skymask.job.PartitionJob.Sink;
import org.skymask.job.PartitionJob.Work;

/**
 * The executors that do the work: those of a cluster, or the driver's own JVM where it is the only
 * executor. There nothing needs to be serialised, and work can run without the latency of a job.
 */
public interface Workers {

  static Workers of(JavaSparkContext spark) {
    return spark.sc().isLocal() ? new DriverWorkers(spark) : new ClusterWorkers(spark);
  }

  /** Shares a value with tasks until it is closed. */
  <T> Shared<T> share(T value);

  /** Runs the work on every partition: see {@link PartitionJob#run}. */
  <T, R> void run(JavaRDD<T> rdd, Work<T, R> work, Sink<R> sink, long bytes);

  /** Adds the terms of the partitions: see {@link KeyedSums#run}. */
  <T, V> void sum(JavaRDD<T> rdd, Work<T, List<Share<V>>> work, Sums<V> sums, Sink<V> sink);

  /**
   * Prepares work on the same partitions many times.
   *
   * @param fits whether an embedded driver may hold on to what the partitions hold
   */
  <T> Tasks<T> tasks(JavaRDD<T> rdd, boolean fits);

  /** Most values of a result that travel as one; empty where nothing travels. */
  OptionalInt slice();

  /** Cores of the driver's JVM that tasks compute on; 0 where it computes none. */
  int coresHere();
}
