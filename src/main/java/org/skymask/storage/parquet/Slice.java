package org.skymask.storage.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** The bytes from {@code from} (inclusive) to {@code to} (exclusive) of an array. */
@SuppressWarnings("ArrayRecordComponent")
record Slice(byte[] array, int from, int to) {

  int length() {
    return to - from;
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
