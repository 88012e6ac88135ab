package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Layer.Range;

/**
 * Runs work on parts of the root dataset side by side: as tasks of a Spark job; or, where the
 * executor is the driver's own JVM, as many threads as it has cores, without a job's latency.
 */
final class RootTasks implements AutoCloseable {
  private final JavaSparkContext spark;
  private final List<Range> tasks;
  private final JavaRDD<Range> rdd;
  private final @Nullable ExecutorService threads;

  /** What is done with the examples of a task. */
  interface Work<R> extends Serializable {
    R of(Range task);
  }

  RootTasks(JavaSparkContext spark, List<Range> tasks) {
    this.spark = spark;
    this.tasks = tasks;
    this.rdd = spark.parallelize(tasks, tasks.size());
    this.threads =
        spark.sc().isLocal()
            ? Executors.newFixedThreadPool(
                Math.min(tasks.size(), spark.defaultParallelism()), RootTasks::daemon)
            : null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "skymask-root");
    thread.setDaemon(true);
    return thread;
  }

  /** Results in the order of the tasks. */
  <R> List<R> run(Work<R> work) {
    return threads == null ? bySpark(work) : here(threads, work);
  }

  private <R> List<R> bySpark(Work<R> work) {
    List<R> results = new ArrayList<>(Collections.nCopies(tasks.size(), null));
    PartitionJob.run(spark, rdd, new Each<>(work), results::set);
    return results;
  }

  private record Each<R>(Work<R> work) implements PartitionJob.Work<Range, R> {
    @Override
    public R of(Iterator<Range> partition) {
      return work.of(partition.next());
    }
  }

  private <R> List<R> here(ExecutorService pool, Work<R> work) {
    List<Future<R>> running = new ArrayList<>();
    for (Range task : tasks) {
      running.add(pool.submit(() -> work.of(task)));
    }
    List<R> results = new ArrayList<>();
    for (Future<R> one : running) {
      results.add(result(one));
    }
    return results;
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the root dataset was evaluated", e);
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
