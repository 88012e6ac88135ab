package org.skymask.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

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

  /** A copy of the examples from {@code from} on and before {@code to}. */
  public LabelledData between(int from, int to) {
    return new LabelledData(
        Arrays.copyOfRange(features, from * featureCount, to * featureCount),
        Arrays.copyOfRange(labels, from, to),
        featureCount);
  }

  /**
   * SHA-256 over the examples in their order, whichever files they came from: for each its features
   * as little-endian float32 and its label as little-endian int32.
   *
   * @return {@code sha256:<hex>}
   */
  public String digest() {
    MessageDigest digest = ModelDigest.sha256();
    ByteBuffer example =
        ByteBuffer.allocate(Integer.BYTES * (featureCount + 1)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < labels.length; i++) {
      example.asFloatBuffer().put(features, i * featureCount, featureCount);
      example.putInt(Float.BYTES * featureCount, labels[i]);
      digest.update(example.array());
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }
}
