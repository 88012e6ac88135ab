package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;

/** Data of several clients for an attacker that computes with them. */
final class PooledExamples {
  private PooledExamples() {}

  /**
   * The data of all, in order; where they are more than {@code most}, evenly spread ones of them.
   */
  static ModelData pooled(List<ModelData> data, int most) {
    int size = data.stream().mapToInt(ModelData::size).sum();
    int kept = Math.min(most, size);
    ModelData pooled = data.get(0).take(new int[0]);
    int before = 0;
    int at = 0;
    for (ModelData each : data) {
      int first = at;
      while (at < kept && place(at, size, kept) < before + each.size()) {
        at++;
      }
      int[] rows = new int[at - first];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = place(first + i, size, kept) - before;
      }
      pooled = pooled.and(each.take(rows));
      before += each.size();
    }
    return pooled;
  }

  /** Which of all examples is the {@code at}-th that is kept. */
  private static int place(int at, int size, int kept) {
    return (int) ((long) at * size / kept);
  }

  /** All of them with the trigger and its label. */
  static ModelData triggered(ModelData data, Trigger trigger, Layout layout) {
    long[] labels = new long[data.size()];
    Arrays.fill(labels, trigger.target());
    return trigger.stamped(data, layout).withTarget(new Longs(labels, 1));
  }
}
