package org.skymask.round;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on while the round does something else, in a Spark job group of its own. A round
 * either waits for its result or closes it, so nothing runs on when the round has ended.
 */
public final class Alongside<T> implements AutoCloseable {
  private final JavaSparkContext spark;
  private final String group;
  private final FutureTask<T> task;
  private final Thread thread;

  private Alongside(JavaSparkContext spark, String group, FutureTask<T> task, Thread thread) {
    this.spark = spark;
    this.group = group;
    this.task = task;
    this.thread = thread;
  }

  /**
   * Begins.
   *
   * @param what it is, for Spark's UI
   */
  public static <T> Alongside<T> begin(
      JavaSparkContext spark, RoundId id, String what, Stages.Work<T, ? extends Exception> work) {
    String group = id.name() + " " + what;
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              spark.setJobGroup(group, id.name() + ", beside it: " + what);
              return work.run();
            });
    Thread thread = new Thread(task, "skymask-" + what);
    thread.setDaemon(true);
    thread.start();
    return new Alongside<>(spark, group, task, thread);
  }

  /**
   * Waits for the result.
   *
   * @throws E what the work threw
   */
  public <E extends Exception> T await(Class<E> expected) throws E {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw thrown(e.getCause(), expected);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for " + group);
    }
  }

  private static <E extends Exception> E thrown(@Nullable Throwable cause, Class<E> expected)
      throws E {
    if (expected.isInstance(cause)) {
      throw expected.cast(cause);
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(cause);
  }

  /** Ends what still runs, and waits until it has ended. */
  @Override
  public void close() {
    if (task.isDone()) {
      return;
    }
    spark.cancelJobGroup(group);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
