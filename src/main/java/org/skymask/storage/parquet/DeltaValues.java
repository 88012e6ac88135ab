package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** The delta encodings of Encodings.md, decoded page by page. */
final class DeltaValues {
  private static final int LARGEST_BLOCK = 1 << 16;

  private final byte[] bytes;
  private final int end;
  private int at;

  DeltaValues(Slice source) {
    bytes = source.array();
    at = source.from();
    end = source.to();
  }

  /** DELTA_BINARY_PACKED: {@code count} numbers. */
  long[] numbers(int count) throws RefusedException {
    long block = varint();
    long miniblocks = varint();
    long total = varint();
    long value = zigzag();
    boolean sound =
        block > 0
            && block <= LARGEST_BLOCK
            && miniblocks > 0
            && block % miniblocks == 0
            && block / miniblocks % 32 == 0
            && total == count;
    if (!sound) {
      throw damaged("blocks of " + block + " in " + miniblocks + ", " + total + " for " + count);
    }
    long[] target = new long[count];
    int done = 0;
    if (count > 0) {
      target[done++] = value;
    }
    while (done < count) {
      done = block(target, done, (int) miniblocks, (int) (block / miniblocks));
    }
    return target;
  }

  private int block(long[] target, int from, int miniblocks, int size) throws RefusedException {
    long smallest = zigzag();
    int widths = at;
    advance(miniblocks);
    int done = from;
    for (int i = 0; i < miniblocks && done < target.length; i++) {
      int width = bytes[widths + i] & 0xff;
      int packed = at;
      if (width > 64) {
        throw damaged("numbers of " + width + " bits");
      }
      advance(size / 8L * width);
      for (int j = 0; j < size && done < target.length; j++, done++) {
        target[done] = target[done - 1] + smallest + bits(packed * 8L + (long) j * width, width);
      }
    }
    return done;
  }

  private long bits(long position, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      long bit = position + i;
      value |= ((long) bytes[(int) (bit >>> 3)] >>> (bit & 7) & 1) << i;
    }
    return value;
  }

  /** DELTA_LENGTH_BYTE_ARRAY: {@code count} strings. */
  Slice[] strings(int count) throws RefusedException {
    long[] lengths = numbers(count);
    Slice[] target = new Slice[count];
    for (int i = 0; i < count; i++) {
      int from = at;
      advance(lengths[i]);
      target[i] = new Slice(bytes, from, at);
    }
    return target;
  }

  /** DELTA_BYTE_ARRAY: {@code count} strings, each with what it shares with the one before. */
  Slice[] prefixedStrings(int count) throws RefusedException {
    int budget = 16 * Math.min(end - at, 1 << 24) + (1 << 20);
    long[] shared = numbers(count);
    Slice[] target = strings(count);
    Slice before = new Slice(bytes, 0, 0);
    for (int i = 0; i < count; i++) {
      Slice rest = target[i];
      if (shared[i] < 0 || shared[i] > before.length()) {
        throw damaged("a shared prefix of " + shared[i] + " bytes");
      }
      if (rest.length() > 0 || shared[i] < before.length()) {
        budget -= (int) shared[i] + rest.length();
        if (budget < 0) {
          throw damaged("prefixes that multiply its size");
        }
        before = join(before, (int) shared[i], rest);
      }
      target[i] = before;
    }
    return target;
  }

  private static Slice join(Slice before, int shared, Slice rest) {
    byte[] joined = new byte[shared + rest.length()];
    System.arraycopy(before.array(), before.from(), joined, 0, shared);
    System.arraycopy(rest.array(), rest.from(), joined, shared, rest.length());
    return new Slice(joined, 0, joined.length);
  }

  private void advance(long count) throws RefusedException {
    if (count < 0 || count > end - at) {
      throw damaged("a stretch of " + count + " bytes where " + (end - at) + " are left");
    }
    at += (int) count;
  }

  private long zigzag() throws RefusedException {
    long n = varint();
    return (n >>> 1) ^ -(n & 1);
  }

  private long varint() throws RefusedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int from = at;
      advance(1);
      value |= (long) (bytes[from] & 0x7f) << shift;
      if (bytes[from] >= 0) {
        return value;
      }
    }
    throw damaged("a number of more than ten bytes");
  }

  private static RefusedException damaged(String how) {
    return Footer.unreadable("damaged Parquet file: delta-encoded values have " + how);
  }
}
