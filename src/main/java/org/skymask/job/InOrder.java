package org.skymask.job;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.skymask.job.PartitionJob.Sink;

/** Passes results on in the order of partitions, each as soon as those before it have arrived. */
public final class InOrder<R> implements Sink<R> {
  private final Map<Integer, R> early = new HashMap<>();
  private final Consumer<R> taken;
  private int next;

  public InOrder(Consumer<R> taken) {
    this.taken = taken;
  }

  @Override
  public void take(int partition, R result) {
    early.put(partition, result);
    for (R due = early.remove(next); due != null; due = early.remove(next)) {
      taken.accept(due);
      next++;
    }
  }
}
