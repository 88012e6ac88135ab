package org.skymask.mask;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
  /** Parts for each thread that are begun before the result of the first is taken. */
  private static final int AHEAD = 2;

  private final JavaSparkContext spark;
  private final JavaRDD<T> rdd;
  private final @Nullable ThreadPoolExecutor threads;
  private @Nullable List<List<T>> here;

  private Tasks(JavaSparkContext spark, JavaRDD<T> rdd, boolean inDriver) {
    this.spark = spark;
    this.rdd = rdd;
    int cores = Math.min(rdd.getNumPartitions(), spark.defaultParallelism());
    this.threads = inDriver && spark.sc().isLocal() ? pool(Math.max(1, cores)) : null;
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

  private static ThreadPoolExecutor pool(int threads) {
    return new ThreadPoolExecutor(
        threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Tasks::daemon);
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
    run(work, sink, 0);
  }

  /**
   * The same for results of which the driver should not hold all at once.
   *
   * @param bytes of all results together, about the same from each part
   */
  public <R> void run(Work<T, R> work, Sink<R> sink, long bytes) {
    if (threads == null) {
      PartitionJob.run(spark, rdd, work, sink, bytes);
      return;
    }
    inParallel(threads, parts(), work, sink);
  }

  /** Sums what the parts have to say: see {@link KeyedSums#run}. */
  <V> void sum(Work<T, List<KeyedSums.Share<V>>> work, KeyedSums.Sums<V> sums, Sink<V> sink) {
    if (threads == null) {
      KeyedSums.run(spark, rdd, work, sums, sink);
      return;
    }
    inParallel(threads, parts(), work, KeyedSums.each(sums, sink));
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

  private <R> void inParallel(
      ThreadPoolExecutor pool, List<List<T>> parts, Work<T, R> work, Sink<R> sink) {
    Deque<Future<R>> begun = new ArrayDeque<>();
    try {
      int taken = 0;
      for (List<T> part : parts) {
        if (begun.size() == AHEAD * pool.getCorePoolSize()) {
          sink.take(taken++, begun.remove().get());
        }
        begun.add(pool.submit(() -> work.of(part.iterator())));
      }
      while (!begun.isEmpty()) {
        sink.take(taken++, begun.remove().get());
      }
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      begun.forEach(left -> left.cancel(true));
    }
  }

  private static RuntimeException cause(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException known) {
      return known;
    }
    if (e.getCause() instanceof Error known) {
      throw known;
    }
    return new IllegalStateException(e.getCause());
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
