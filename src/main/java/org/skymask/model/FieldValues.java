package org.skymask.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/** Values of an input or a target, for some examples: [examples × width], row-major. */
public sealed interface FieldValues extends Serializable {

  /** Values of one example. */
  int width();

  /** Number of examples. */
  int size();

  /**
   * Some examples among others.
   *
   * @param from the first of them in the values
   * @param to the one after the last
   */
  record Window(FieldValues values, int from, int to) {}

  /** Zeros of a field's type, for some examples. */
  static FieldValues zeros(FieldSpec field, int examples) {
    int count = Math.multiplyExact(examples, field.width());
    return switch (field.type()) {
      case FLOAT32 -> new Floats(new float[count], field.width());
      case INT64 -> new Longs(new long[count], field.width());
      case BOOL -> new Booleans(new boolean[count], field.width());
    };
  }

  /**
   * Several in a row.
   *
   * @param parts of one type and width, at least one
   */
  static FieldValues join(List<FieldValues> parts) {
    int width = parts.get(0).width();
    int count = 0;
    for (FieldValues part : parts) {
      count = Math.addExact(count, Math.multiplyExact(part.size(), width));
    }
    if (parts.get(0) instanceof Floats) {
      FloatBuffer joined = FloatBuffer.allocate(count);
      parts.forEach(part -> joined.put(((Floats) part).values()));
      return new Floats(joined.array(), width);
    }
    if (parts.get(0) instanceof Longs) {
      LongBuffer joined = LongBuffer.allocate(count);
      parts.forEach(part -> joined.put(((Longs) part).values()));
      return new Longs(joined.array(), width);
    }
    boolean[] joined = new boolean[count];
    int at = 0;
    for (FieldValues part : parts) {
      boolean[] values = ((Booleans) part).values();
      System.arraycopy(values, 0, joined, at, values.length);
      at += values.length;
    }
    return new Booleans(joined, width);
  }

  /** A copy of the examples of some rows, in their order. */
  FieldValues take(int[] rows);

  /** A copy of the examples from {@code from} on and before {@code to}. */
  FieldValues between(int from, int to);

  /** Appends an example's values, little-endian. */
  void put(int row, ByteBuffer bytes);

  /** Takes an example's values as {@link #put} wrote them. */
  void set(int row, ByteBuffer bytes);

  /** Bytes of one example's values. */
  int bytes();

  /**
   * @param values [examples × width]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Floats(float[] values, int width) implements FieldValues {
    @Override
    public int size() {
      return values.length / width;
    }

    @Override
    public Floats take(int[] rows) {
      float[] taken = new float[Math.multiplyExact(rows.length, width)];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * width, taken, i * width, width);
      }
      return new Floats(taken, width);
    }

    @Override
    public Floats between(int from, int to) {
      return new Floats(Arrays.copyOfRange(values, from * width, to * width), width);
    }

    @Override
    public void put(int row, ByteBuffer bytes) {
      FloatBuffer floats = bytes.asFloatBuffer();
      floats.put(values, row * width, width);
      bytes.position(bytes.position() + bytes());
    }

    @Override
    public void set(int row, ByteBuffer bytes) {
      bytes.asFloatBuffer().get(values, row * width, width);
    }

    @Override
    public int bytes() {
      return Float.BYTES * width;
    }
  }

  /**
   * @param values [examples × width]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Longs(long[] values, int width) implements FieldValues {
    @Override
    public int size() {
      return values.length / width;
    }

    @Override
    public Longs take(int[] rows) {
      long[] taken = new long[Math.multiplyExact(rows.length, width)];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * width, taken, i * width, width);
      }
      return new Longs(taken, width);
    }

    @Override
    public Longs between(int from, int to) {
      return new Longs(Arrays.copyOfRange(values, from * width, to * width), width);
    }

    @Override
    public void put(int row, ByteBuffer bytes) {
      LongBuffer longs = bytes.asLongBuffer();
      longs.put(values, row * width, width);
      bytes.position(bytes.position() + bytes());
    }

    @Override
    public void set(int row, ByteBuffer bytes) {
      bytes.asLongBuffer().get(values, row * width, width);
    }

    @Override
    public int bytes() {
      return Long.BYTES * width;
    }
  }

  /**
   * @param values [examples × width]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Booleans(boolean[] values, int width) implements FieldValues {
    @Override
    public int size() {
      return values.length / width;
    }

    @Override
    public Booleans take(int[] rows) {
      boolean[] taken = new boolean[Math.multiplyExact(rows.length, width)];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * width, taken, i * width, width);
      }
      return new Booleans(taken, width);
    }

    @Override
    public Booleans between(int from, int to) {
      return new Booleans(Arrays.copyOfRange(values, from * width, to * width), width);
    }

    @Override
    public void put(int row, ByteBuffer bytes) {
      for (int j = 0; j < width; j++) {
        bytes.put((byte) (values[row * width + j] ? 1 : 0));
      }
    }

    @Override
    public void set(int row, ByteBuffer bytes) {
      for (int j = 0; j < width; j++) {
        values[row * width + j] = bytes.get() != 0;
      }
    }

    @Override
    public int bytes() {
      return width;
    }
  }
}
