package org.skymask.storage.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** The bytes from {@code from} (inclusive) to {@code to} (exclusive) of an array. */
@SuppressWarnings("ArrayRecordComponent")
record Slice(byte[] array, int from, int to) {
  private static final int LONGEST_SHOWN = 64;

  int length() {
    return to - from;
  }

  /** Whether both hold the same bytes. */
  boolean equalBytes(Slice other) {
    return Arrays.equals(array, from, to, other.array, other.from, other.to);
  }

  /** Whether these are the bytes of a text. */
  boolean holds(String text) {
    byte[] expected = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(array, from, to, expected, 0, expected.length);
  }

  /** The beginning as text, for messages. */
  String text() {
    int shown = Math.min(length(), LONGEST_SHOWN);
    String text = new String(array, from, shown, StandardCharsets.UTF_8);
    return shown < length() ? text + "…" : text;
  }

  /** Without the first {@code count} bytes. */
  Slice skip(int count) throws RefusedException {
    need(count, "page");
    return new Slice(array, from + count, to);
  }

  /** The first {@code count} bytes. */
  Slice first(int count) throws RefusedException {
    need(count, "page");
    return new Slice(array, from, from + count);
  }

  /** A little-endian view. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(array, from, length()).order(ByteOrder.LITTLE_ENDIAN);
  }

  void need(long count, String what) throws RefusedException {
    if (count < 0 || count > length()) {
      throw new RefusedException(
          Reason.UNREADABLE,
          "damaged Parquet file: a "
              + what
              + " needs "
              + count
              + " bytes, "
              + length()
              + " are left");
    }
  }
}
