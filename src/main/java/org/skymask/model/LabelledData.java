package org.skymask.model;

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
public record LabelledData(float[] features, int[] labels, int featureCount) implements ModelData {

  public LabelledData {
    if (features.length != (long) labels.length * featureCount) {
      throw new IllegalArgumentException(
          features.length + " features for " + labels.length + " examples of " + featureCount);
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public FieldValues input(int index) {
    return new FieldValues.Floats(features, featureCount);
  }

  @Override
  public FieldValues target(int from, int to) {
    long[] classes = new long[to - from];
    Arrays.setAll(classes, i -> labels[from + i]);
    return new FieldValues.Longs(classes, 1);
  }

  @Override
  public LabelledData take(int[] rows) {
    float[] taken = new float[Math.multiplyExact(rows.length, featureCount)];
    int[] classes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(features, rows[i] * featureCount, taken, i * featureCount, featureCount);
      classes[i] = labels[rows[i]];
    }
    return new LabelledData(taken, classes, featureCount);
  }

  @Override
  public LabelledData between(int from, int to) {
    return new LabelledData(
        Arrays.copyOfRange(features, from * featureCount, to * featureCount),
        Arrays.copyOfRange(labels, from, to),
        featureCount);
  }

  /** For each example its features as little-endian float32, its label as little-endian int32. */
  @Override
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
