package org.skymask.job;

import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.KeyedSums.Sums;
import org.skymask.job.PartitionJob.Sink;
import org.skymask.job.PartitionJob.Work;

/** Executors in separate JVMs, whose answers travel, within {@link ResultLimit}. */
record ClusterWorkers(JavaSparkContext spark) implements Workers {
  /** Largest total of results that the driver takes directly, in one job without a shuffle. */
  private static final long LITTLE = 128L << 20;

  /** Values that travel as one: 4 MiB. */
  private static final int SLICE = 1 << 20;

  @Override
  public <T> Shared<T> share(T value) {
    return new Sent<>(spark.broadcast(value));
  }

  @Override
  public <T, R> void run(JavaRDD<T> rdd, Work<T, R> work, Sink<R> sink, long bytes) {
    int partitions = rdd.getNumPartitions();
    int jobs = ResultLimit.jobs(bytes, ResultLimit.bytes(spark));
    int each = Math.max(1, partitions / jobs);
    for (int from = 0; from < partitions; from += each) {
      int to = Math.min(partitions, from + each);
      PartitionJob.submit(rdd, new PartitionJob.Task<>(work, null), from, to, sink);
    }
  }

  @Override
  public <T, V> void sum(JavaRDD<T> rdd, Work<T, List<Share<V>>> work, Sums<V> sums, Sink<V> sink) {
    long limit = ResultLimit.bytes(spark);
    if (sums.bytes() <= Math.min(LITTLE, limit) / rdd.getNumPartitions()) {
      run(rdd, work, KeyedSums.each(sums, sink), 0);
    } else {
      KeyedSums.runOnExecutors(spark, rdd, work, sums, sink);
    }
  }

  @Override
  public <T> Tasks<T> tasks(JavaRDD<T> rdd, boolean fits) {
    return new SparkTasks<>(this, rdd);
  }

  @Override
  public OptionalInt slice() {
    return OptionalInt.of(SLICE);
  }

  @Override
  public int coresHere() {
    return 0;
  }
}
