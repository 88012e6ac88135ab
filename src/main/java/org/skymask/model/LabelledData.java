package org.skymask.model;

import java.io.Serializable;

/**
 * Labelled examples in file order.
 *
 * @param features [examples × featureCount], row-major
 * @param labels [examples], each a class index
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledData(float[] features, int[] labels, int featureCount)
    implements Serializable {

  public LabelledData {
    if (features.length != (long) labels.length * featureCount) {
      throw new IllegalArgumentException(
          features.length + " features for " + labels.length + " examples of " + featureCount);
    }
  }

  /** Number of examples. */
  public int size() {
    return labels.length;
  }
}
