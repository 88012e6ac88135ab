package org.skymask.job;

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
import org.jspecify.annotations.Nullable;
import org.skymask.job.PartitionJob.Sink;
import org.skymask.job.PartitionJob.Work;

/**
 * Runs the work on threads of the driver, on parts that fit its memory. Even there a Spark job has
 * a latency of about 15 ms, as much as an epoch's arithmetic.
 */
final class ThreadTasks<T> implements Tasks<T> {
  /** Parts for each thread that are begun before the result of the first is taken. */
  private static final int AHEAD = 2;

  private final Workers workers;
  private final JavaRDD<T> rdd;
  private final ThreadPoolExecutor threads;
  private @Nullable List<List<T>> here;

  /**
   * @param cores threads that are of use
   */
  ThreadTasks(Workers workers, JavaRDD<T> rdd, int cores) {
    this.workers = workers;
    this.rdd = rdd;
    int count = Math.max(1, Math.min(rdd.getNumPartitions(), cores));
    this.threads =
        new ThreadPoolExecutor(
            count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ThreadTasks::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "skymask-task");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public <V> void sum(
      Work<T, List<KeyedSums.Share<V>>> work, KeyedSums.Sums<V> sums, Sink<V> sink) {
    run(work, KeyedSums.each(sums, sink), 0);
  }

  /** What Spark holds in memory, by reference. */
  private List<List<T>> parts() {
    if (here == null) {
      List<List<T>> found = new ArrayList<>();
      for (int part = 0; part < rdd.getNumPartitions(); part++) {
        found.add(List.of());
      }
      workers.run(rdd, new Gather<>(), found::set, 0);
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

  @Override
  public <R> void run(Work<T, R> work, Sink<R> sink, long bytes) {
    Deque<Future<R>> begun = new ArrayDeque<>();
    try {
      int taken = 0;
      for (List<T> part : parts()) {
        if (begun.size() == AHEAD * threads.getCorePoolSize()) {
          sink.take(taken++, begun.remove().get());
        }
        begun.add(threads.submit(() -> work.of(part.iterator())));
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
    threads.shutdownNow();
  }
}
