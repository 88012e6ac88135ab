package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** Dictionary pages, and the indices of pages that use them. */
final class Dictionaries {
  private Dictionaries() {}

  static float[] floats(int type, Slice source, int count) throws RefusedException {
    source.need((long) Float.BYTES * count, "dictionary");
    float[] entries = new float[count];
    FloatValues.of(type, 0, source, entries).next(entries, count);
    return entries;
  }

  static long[] integers(int type, Slice source, int count) throws RefusedException {
    int width = type == SchemaNode.INT32 ? Integer.BYTES : Long.BYTES;
    source.need((long) width * count, "column of integers");
    long[] entries = new long[count];
    for (int i = 0; i < count; i++) {
      int at = source.from() + i * width;
      entries[i] =
          width == Integer.BYTES
              ? LittleEndian.int32(source.array(), at)
              : LittleEndian.int64(source.array(), at);
    }
    return entries;
  }

  /** PLAIN strings: each with its length in four bytes. */
  static Slice[] strings(Slice source, int count) throws RefusedException {
    source.need((long) Integer.BYTES * count, "column of strings");
    Slice[] entries = new Slice[count];
    Slice rest = source;
    for (int i = 0; i < count; i++) {
      rest.need(Integer.BYTES, "string");
      int length = LittleEndian.int32(rest.array(), rest.from());
      rest = rest.skip(Integer.BYTES);
      entries[i] = rest.first(length);
      rest = rest.skip(length);
    }
    return entries;
  }

  /** Indices into a dictionary: the width of an index in one byte, then runs. */
  static Runs indices(Slice source) throws RefusedException {
    source.need(1, "page of indices");
    return new Runs(source.skip(1), source.array()[source.from()] & 0xff);
  }

  static RefusedException outside(int index, int entries) {
    return Footer.unreadable(
        "damaged Parquet file: index " + index + " into a dictionary of " + entries + " entries");
  }
}
