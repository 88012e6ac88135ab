package org.skymask.simulate.data;

import java.util.Arrays;
import org.skymask.model.LabelledData;

/** Rows of a dataset. */
public final class Rows {
  private Rows() {}

  /** A copy of these rows, in this order. */
  public static LabelledData take(LabelledData data, int[] rows) {
    int width = data.featureCount();
    float[] features = new float[Math.multiplyExact(rows.length, width)];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(data.features(), rows[i] * width, features, i * width, width);
      labels[i] = data.labels()[rows[i]];
    }
    return new LabelledData(features, labels, width);
  }

  /** One dataset after the other, of the same width. */
  static LabelledData join(LabelledData first, LabelledData second) {
    int length = Math.addExact(first.features().length, second.features().length);
    float[] features = Arrays.copyOf(first.features(), length);
    System.arraycopy(
        second.features(), 0, features, first.features().length, second.features().length);
    int[] labels = Arrays.copyOf(first.labels(), first.size() + second.size());
    System.arraycopy(second.labels(), 0, labels, first.size(), second.size());
    return new LabelledData(features, labels, first.featureCount());
  }
}
