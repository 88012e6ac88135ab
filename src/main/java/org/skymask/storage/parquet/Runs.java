package org.skymask.storage.parquet;

import java.util.Arrays;
import org.skymask.model.RefusedException;

/**
 * Reads the run-length and bit-packing hybrid: levels and dictionary indices (Encodings.md, RLE).
 * Values come as runs or in bulk. Of width 0 all are zero, without end, and no byte is read.
 */
final class Runs {
  private final byte[] bytes;
  private final int end;
  private final int width;
  private final long mask;
  private int at;
  private int left;
  private boolean packed;
  private int repeated;
  private long bit;

  private int value;

  /**
   * @param width bits of a value, 0 to 32
   */
  Runs(Slice source, int width) throws RefusedException {
    if (width < 0 || width > 32) {
      throw Footer.unreadable("damaged Parquet file: values of " + width + " bits");
    }
    this.bytes = source.array();
    this.at = source.from();
    this.end = source.to();
    this.width = width;
    this.mask = (1L << width) - 1;
    this.left = width == 0 ? Integer.MAX_VALUE : 0;
  }

  /** The value of the run that {@link #take} returned. */
  int value() {
    return value;
  }

  /** How many equal values stand next, at least 1 and at most {@code most}; they are consumed. */
  int take(int most) throws RefusedException {
    if (left == 0) {
      header();
    }
    if (!packed) {
      value = repeated;
      int count = Math.min(left, most);
      left -= count;
      return count;
    }
    value = unpack();
    int limit = Math.min(left, most);
    int count = 1;
    long here = bit + width;
    while (count < limit && valueAt(here) == value) {
      here += width;
      count++;
    }
    bit = here;
    left -= count;
    finishPacked();
    return count;
  }

  /** The next {@code count} values. */
  void read(int[] target, int count) throws RefusedException {
    for (int done = 0; done < count; ) {
      if (left == 0) {
        header();
      }
      int step = Math.min(left, count - done);
      if (packed) {
        unpack(target, done, step);
      } else {
        Arrays.fill(target, done, done + step, repeated);
      }
      left -= step;
      done += step;
      finishPacked();
    }
  }

  private void unpack(int[] target, int from, int count) {
    long here = bit;
    for (int i = 0; i < count; i++) {
      target[from + i] = valueAt(here);
      here += width;
    }
    bit = here;
  }

  private int unpack() {
    return valueAt(bit);
  }

  private int valueAt(long position) {
    int first = (int) (position >>> 3);
    int shift = (int) position & 7;
    long word = first + 8 <= end ? LittleEndian.int64(bytes, first) : tail(first);
    return (int) ((word >>> shift) & mask);
  }

  private long tail(int first) {
    long word = 0;
    for (int i = first; i < end; i++) {
      word |= (bytes[i] & 0xffL) << (8 * (i - first));
    }
    return word;
  }

  private void finishPacked() {
    if (packed && left == 0) {
      at = (int) ((bit + 7) >>> 3);
    }
  }

  private void header() throws RefusedException {
    if (width == 0) {
      left = Integer.MAX_VALUE;
      return;
    }
    long head = varint();
    packed = (head & 1) == 1;
    long count = head >>> 1;
    if (count == 0) {
      throw Footer.unreadable("damaged Parquet file: an empty run");
    }
    if (packed) {
      // The last group may be cut off after its last value: missing bytes are zeros then.
      long available = (end - at) * 8L / width;
      left = (int) Math.min(Math.min(count * 8, available), Integer.MAX_VALUE);
      bit = 8L * at;
      if (left == 0) {
        throw cut();
      }
    } else {
      left = (int) Math.min(count, Integer.MAX_VALUE);
      repeated = 0;
      for (int i = 0; i < (width + 7) / 8; i++) {
        repeated |= next() << (8 * i);
      }
      if ((repeated & mask) != (repeated & 0xffff_ffffL)) {
        throw Footer.unreadable(
            "damaged Parquet file: the value " + repeated + " in " + width + " bits");
      }
    }
  }

  private long varint() throws RefusedException {
    long result = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = next();
      result |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return result;
      }
    }
    throw Footer.unreadable("damaged Parquet file: a run of more than 2^32 values");
  }

  private int next() throws RefusedException {
    if (at >= end) {
      throw cut();
    }
    return bytes[at++] & 0xff;
  }

  private static RefusedException cut() {
    return Footer.unreadable("damaged Parquet file: levels or indices end early");
  }
}
