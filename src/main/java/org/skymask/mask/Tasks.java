package org.skymask.mask;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.mask.PartitionJob.Sink;
import org.skymask.mask.PartitionJob.Work;

/**
 * Runs work on parts of something side by side, many times: as the tasks of a Spark job; or, where
 * the executor is the driver's own JVM and the parts fit its memory, as threads of the driver. A
 * job's latency is some 15 ms even there, which is as much as an epoch's arithmetic.
 */
public final class Tasks<T> implements AutoCloseable {
  private final JavaSparkContext spark;
  private final JavaRDD<T> rdd;
  private final @Nullable ExecutorService threads;
  private @Nullable List<List<T>> here;

  private Tasks(JavaSparkContext spark, JavaRDD<T> rdd, boolean inDriver) {
    this.spark = spark;
    this.rdd = rdd;
    int cores = Math.min(rdd.getNumPartitions(), spark.defaultParallelism());
    this.threads =
        inDriver && spark.sc().isLocal()
            ? Executors.newFixedThreadPool(Math.max(1, cores), Tasks::daemon)
            : null;
  }

  /** A task for each of these. */
  static <T> Tasks<T> each(JavaSparkContext spark, List<T> parts) {
    return new Tasks<>(spark, spark.parallelize(parts, parts.size()), true);
  }

  /**
   * A task for each partition of blocks. An embedded driver holds on to them where deltas and masks
   * take a quarter of its heap at most, which leaves Spark its own.
   *
   * @param values mask values of all blocks together
   */
  public static Tasks<UpdateBlock> of(
      JavaSparkContext spark, JavaRDD<UpdateBlock> blocks, long values) {
    boolean fits = 2L * Float.BYTES * values <= Runtime.getRuntime().maxMemory() / 4;
    return new Tasks<>(spark, blocks, fits);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "skymask-task");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs the work on every part.
   *
   * @param sink takes the results one at a time, in any order
   */
  public <R> void run(Work<T, R> work, Sink<R> sink) {
    if (threads == null) {
      PartitionJob.run(spark, rdd, work, sink);
      return;
    }
    List<Callable<R>> calls = new ArrayList<>();
    for (List<T> part : parts()) {
      calls.add(() -> work.of(part.iterator()));
    }
    List<R> results = inParallel(threads, calls);
    for (int part = 0; part < results.size(); part++) {
      sink.take(part, results.get(part));
    }
  }

  /** What Spark holds in memory, by reference. */
  private List<List<T>> parts() {
    if (here == null) {
      List<List<T>> found = new ArrayList<>();
      for (int part = 0; part < rdd.getNumPartitions(); part++) {
        found.add(List.of());
      }
      PartitionJob.run(spark, rdd, new Gather<>(), found::set);
      here = found;
    }
    return here;
  }

  private record Gather<T>() implements Work<T, List<T>> {
    @Override
    public List<T> of(Iterator<T> partition) {
      List<T> all = new ArrayList<>();
      partition.forEachRemaining(all::add);
      return all;
    }
  }

  private static <R> List<R> inParallel(ExecutorService threads, List<Callable<R>> calls) {
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
