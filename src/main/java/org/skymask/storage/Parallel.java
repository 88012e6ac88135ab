package org.skymask.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs I/O tasks a few at a time, without Spark. */
public final class Parallel {
  private Parallel() {}

  /** A task of a number. */
  public interface Task<T> {
    T run(int number) throws IOException;
  }

  /**
   * Runs the tasks 0 to count − 1. When it returns or throws, none is running any more.
   *
   * @return their results in order
   * @throws IOException of the first task that failed; tasks that had not begun are not run
   */
  public static <T> List<T> map(int count, int threads, Task<T> task) throws IOException {
    if (count == 1) {
      return List.of(task.run(0));
    }
    List<T> results = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(count, threads)));
    List<Future<T>> futures = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        int number = i;
        futures.add(pool.submit(() -> task.run(number)));
      }
      for (Future<T> future : futures) {
        results.add(result(future));
      }
      return results;
    } finally {
      futures.forEach(future -> future.cancel(false));
      pool.shutdown();
      await(pool);
    }
  }

  private static <T> T result(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException known) {
        throw known;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void await(ExecutorService pool) {
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
