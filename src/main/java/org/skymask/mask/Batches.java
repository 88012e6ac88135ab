package org.skymask.mask;

import java.util.ArrayList;
import java.util.List;
import org.skymask.model.Layer.Range;

/** Cuts a dataset into tasks, and these into micro-batches, whatever executors there are. */
final class Batches {
  /** Tasks among which the root dataset is divided, and gradients that are added. */
  private static final int TASKS = 16;

  private Batches() {}

  /** As many tasks as there are micro-batches, up to a fixed number, with as many examples each. */
  static List<Range> tasks(int examples, int microBatch) {
    int batches = batches(examples, microBatch);
    return evenly(new Range(0, examples), Math.min(TASKS, batches));
  }

  static int batches(int examples, int microBatch) {
    return (examples + microBatch - 1) / microBatch;
  }

  /** Parts that differ by one example at most, so that the last of them is not a small one. */
  static List<Range> evenly(Range whole, int count) {
    List<Range> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int from = whole.start() + (int) ((long) whole.length() * part / count);
      int to = whole.start() + (int) ((long) whole.length() * (part + 1) / count);
      parts.add(new Range(from, to));
    }
    return parts;
  }

  /** Micro-batches of a task. */
  static List<Range> of(Range task, int microBatch) {
    return evenly(task, batches(task.length(), microBatch));
  }
}
