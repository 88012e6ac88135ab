package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** DELTA_BINARY_PACKED (Encodings.md): the numbers of a page, one after the other. */
final class DeltaNumbers {
  private static final int LARGEST_BLOCK = 1 << 16;

  private final byte[] bytes;
  private final int end;
  private final int count;
  private final int miniblocks;
  private final int size;
  private int at;

  private long value;
  private int given;
  private long smallest;
  private int widths;
  private int miniblock;
  private int width;
  private long bit;
  private int left;

  /**
   * @param count how many numbers there must be
   */
  DeltaNumbers(Slice source, int count) throws RefusedException {
    this.bytes = source.array();
    this.at = source.from();
    this.end = source.to();
    this.count = count;
    long block = varint();
    long parts = varint();
    long total = varint();
    this.value = zigzag();
    boolean sound =
        block > 0
            && block <= LARGEST_BLOCK
            && parts > 0
            && block % parts == 0
            && block / parts % 32 == 0
            && total == count;
    if (!sound) {
      throw damaged("blocks of " + block + " in " + parts + ", " + total + " for " + count);
    }
    this.miniblocks = (int) parts;
    this.size = (int) (block / parts);
    this.miniblock = miniblocks;
  }

  /** The next number. */
  long next() throws RefusedException {
    if (given++ == 0) {
      return value;
    }
    if (left == 0) {
      miniblock();
    }
    value += smallest + bits();
    left--;
    return value;
  }

  /** The bytes behind the numbers, all of which are passed over. */
  Slice rest() throws RefusedException {
    while (given < count) {
      next();
    }
    return new Slice(bytes, at, end);
  }

  private void miniblock() throws RefusedException {
    if (miniblock == miniblocks) {
      smallest = zigzag();
      widths = at;
      advance(miniblocks);
      miniblock = 0;
    }
    width = bytes[widths + miniblock++] & 0xff;
    if (width > Long.SIZE) {
      throw damaged("numbers of " + width + " bits");
    }
    bit = at * 8L;
    advance(size / 8L * width);
    left = size;
  }

  private long bits() {
    long number = 0;
    for (int i = 0; i < width; i++, bit++) {
      number |= ((long) bytes[(int) (bit >>> 3)] >>> (bit & 7) & 1) << i;
    }
    return number;
  }

  private void advance(long length) throws RefusedException {
    if (length > end - at) {
      throw damaged("a stretch of " + length + " bytes where " + (end - at) + " are left");
    }
    at += (int) length;
  }

  private long zigzag() throws RefusedException {
    long n = varint();
    return (n >>> 1) ^ -(n & 1);
  }

  private long varint() throws RefusedException {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int from = at;
      advance(1);
      number |= (long) (bytes[from] & 0x7f) << shift;
      if (bytes[from] >= 0) {
        return number;
      }
    }
    throw damaged("a number of more than ten bytes");
  }

  static RefusedException damaged(String how) {
    return Footer.unreadable("damaged Parquet file: delta-encoded values have " + how);
  }
}
