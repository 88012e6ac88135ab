package org.skymask.job;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.skymask.job.PartitionJob.Sink;
import org.skymask.job.PartitionJob.Work;

/** Each time as the tasks of a Spark job. */
record SparkTasks<T>(Workers workers, JavaRDD<T> rdd) implements Tasks<T> {

  @Override
  public <R> void run(Work<T, R> work, Sink<R> sink, long bytes) {
    workers.run(rdd, work, sink, bytes);
  }

  @Override
  public <V> void sum(
      Work<T, List<KeyedSums.Share<V>>> work, KeyedSums.Sums<V> sums, Sink<V> sink) {
    workers.sum(rdd, work, sums, sink);
  }

  @Override
  public void close() {}
}
