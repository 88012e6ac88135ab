package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/** Data of several clients for an attacker that computes with them. */
final class PooledExamples {
  private PooledExamples() {}

  /**
   * The data of all, in order; where they are more than {@code most}, evenly spread ones of them.
   */
  static LabelledData pooled(List<LabelledData> data, int most) {
    int width = data.get(0).featureCount();
    int size = data.stream().mapToInt(LabelledData::size).sum();
    int kept = Math.min(most, size);
    float[] features = new float[kept * width];
    int[] labels = new int[kept];
    int before = 0;
    int at = 0;
    for (LabelledData each : data) {
      for (; at < kept && (long) at * size / kept < before + each.size(); at++) {
        int example = (int) ((long) at * size / kept) - before;
        System.arraycopy(each.features(), example * width, features, at * width, width);
        labels[at] = each.labels()[example];
      }
      before += each.size();
    }
    return new LabelledData(features, labels, width);
  }

  /** All of them with the trigger and its label. */
  static LabelledData triggered(LabelledData data, Trigger trigger, Layout layout) {
    float[] features = data.features().clone();
    int[] labels = new int[data.size()];
    Arrays.fill(labels, trigger.target());
    for (int i = 0; i < labels.length; i++) {
      trigger.stamp(features, i * data.featureCount(), layout);
    }
    return new LabelledData(features, labels, data.featureCount());
  }

  static LabelledData joined(LabelledData a, LabelledData b) {
    float[] features = Arrays.copyOf(a.features(), a.features().length + b.features().length);
    System.arraycopy(b.features(), 0, features, a.features().length, b.features().length);
    int[] labels = Arrays.copyOf(a.labels(), a.size() + b.size());
    System.arraycopy(b.labels(), 0, labels, a.size(), b.size());
    return new LabelledData(features, labels, a.featureCount());
  }
}
