package org.skymask.job;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.KeyedSums.Sums;
import org.skymask.job.PartitionJob.Sink;
import org.skymask.job.PartitionJob.Work;

/** The driver's own JVM as the only executor, which leaves results where the driver finds them. */
record DriverWorkers(JavaSparkContext spark) implements Workers {

  @Override
  public <T> Shared<T> share(T value) {
    return new Held<>(value);
  }

  @Override
  public <T, R> void run(JavaRDD<T> rdd, Work<T, R> work, Sink<R> sink, long bytes) {
    int partitions = rdd.getNumPartitions();
    AtomicReferenceArray<R> results = new AtomicReferenceArray<>(partitions);
    try (Shared<AtomicReferenceArray<R>> here = share(results)) {
      PartitionJob.submit(
          rdd,
          new PartitionJob.Task<>(work, here),
          0,
          partitions,
          (partition, nothing) ->
              sink.take(partition, Objects.requireNonNull(results.getAndSet(partition, null))));
    }
  }

  @Override
  public <T, V> void sum(JavaRDD<T> rdd, Work<T, List<Share<V>>> work, Sums<V> sums, Sink<V> sink) {
    run(rdd, work, KeyedSums.each(sums, sink), 0);
  }

  @Override
  public <T> Tasks<T> tasks(JavaRDD<T> rdd, boolean fits) {
    return fits ? new ThreadTasks<>(this, rdd, coresHere()) : new SparkTasks<>(this, rdd);
  }

  @Override
  public OptionalInt slice() {
    return OptionalInt.empty();
  }

  @Override
  public int coresHere() {
    return spark.defaultParallelism();
  }
}
