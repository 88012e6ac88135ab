package org.skymask.storage.parquet;

import org.jspecify.annotations.Nullable;
import org.skymask.model.RefusedException;

/**
 * DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY (Encodings.md): the byte strings of a page, one
 * after the other. Lengths are decoded as they are needed, and a string that shares its beginning
 * with the one before is put together in one buffer, so that nothing is held for each string.
 */
final class DeltaStrings {
  private final DeltaNumbers lengths;
  private Slice rest;

  /** What each string shares with the one before; null where none does. */
  private final @Nullable DeltaNumbers shared;

  /** Holds the string before. No string is longer than the page, which has all bytes of each. */
  private byte[] joined = {};

  private int length;

  private DeltaStrings(@Nullable DeltaNumbers shared, Slice source, int count)
      throws RefusedException {
    this.shared = shared;
    this.lengths = new DeltaNumbers(source, count);
    this.rest = new DeltaNumbers(source, count).rest();
  }

  static DeltaStrings whole(Slice source, int count) throws RefusedException {
    return new DeltaStrings(null, source, count);
  }

  static DeltaStrings prefixed(Slice source, int count, Budget budget) throws RefusedException {
    Slice behind = new DeltaNumbers(source, count).rest();
    DeltaStrings strings = new DeltaStrings(new DeltaNumbers(source, count), behind, count);
    strings.joined = budget.bytes(strings.rest.length(), "a page of strings");
    return strings;
  }

  /** The next string; valid until the one after it. */
  Slice next() throws RefusedException {
    long own = lengths.next();
    if (own < 0 || own > rest.length()) {
      throw DeltaNumbers.damaged(
          "a string of " + own + " bytes where " + rest.length() + " are left");
    }
    Slice string = rest.first((int) own);
    rest = rest.skip((int) own);
    return shared == null ? string : join(shared.next(), string);
  }

  private Slice join(long before, Slice own) throws RefusedException {
    if (before < 0 || before > length) {
      throw DeltaNumbers.damaged("a shared prefix of " + before + " bytes");
    }
    System.arraycopy(own.array(), own.from(), joined, (int) before, own.length());
    length = (int) before + own.length();
    return new Slice(joined, 0, length);
  }
}
