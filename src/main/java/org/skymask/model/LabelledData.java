package org.skymask.model;

import java.nio.ByteBuffer;
import java.util.Arrays;

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
  public FieldValues.Window input(int index, int from, int to) {
    return new FieldValues.Window(new FieldValues.Floats(features, featureCount), from, to);
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

  @Override
  public LabelledData withInput(int index, FieldValues values) {
    return new LabelledData(((FieldValues.Floats) values).values(), labels, featureCount);
  }

  @Override
  public LabelledData withTarget(FieldValues values) {
    long[] classes = ((FieldValues.Longs) values).values();
    return new LabelledData(
        features, Arrays.stream(classes).mapToInt(Math::toIntExact).toArray(), featureCount);
  }

  @Override
  public LabelledData and(ModelData more) {
    LabelledData other = (LabelledData) more;
    float[] joined = Arrays.copyOf(features, Math.addExact(features.length, other.features.length));
    System.arraycopy(other.features, 0, joined, features.length, other.features.length);
    int[] classes = Arrays.copyOf(labels, labels.length + other.labels.length);
    System.arraycopy(other.labels, 0, classes, labels.length, other.labels.length);
    return new LabelledData(joined, classes, featureCount);
  }

  @Override
  public int exampleBytes() {
    return Float.BYTES * featureCount + Integer.BYTES;
  }

  /** The features as float32, the label as int32. */
  @Override
  public void put(int row, ByteBuffer bytes) {
    bytes.asFloatBuffer().put(features, row * featureCount, featureCount);
    bytes.position(bytes.position() + Float.BYTES * featureCount);
    bytes.putInt(labels[row]);
  }
}
