package org.skymask.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Independent pieces of work that each wait for Spark most of the time. */
final class SideBySide {
  private static final int THREADS = 4;

  private SideBySide() {}

  /**
   * Results in the order of the items. The threads are started by the caller's, and so have its
   * Spark job group and class loader.
   */
  static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    if (items.isEmpty()) {
      return List.of();
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, items.size()));
    try {
      List<Callable<R>> calls = new ArrayList<>();
      for (T item : items) {
        calls.add(() -> work.apply(item));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> done : threads.invokeAll(calls)) {
        results.add(done.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
