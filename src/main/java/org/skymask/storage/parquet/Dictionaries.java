package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** Dictionary pages, and the indices of pages that use them. */
final class Dictionaries {
  private Dictionaries() {}

  static float[] floats(int type, Slice source, int count, Budget budget) throws RefusedException {
    source.need((long) FloatValues.width(type) * count, "dictionary");
    float[] entries = budget.floats(count, "a dictionary");
    FloatValues.of(type, 0, source, entries).next(entries, count);
    return entries;
  }

  static long[] integers(int type, Slice source, int count, Budget budget) throws RefusedException {
    long[] entries = budget.longs(count, "a dictionary");
    IntegerColumn.plain(type, source, entries, 0, count);
    return entries;
  }

  /**
   * PLAIN strings: each with its length in four bytes.
   *
   * @return where each begins, and where the last one ends: string i is what stands from i to i +
   *     1, behind its length
   */
  static int[] strings(Slice source, int count, Budget budget) throws RefusedException {
    source.need((long) Integer.BYTES * count, "column of strings");
    int[] starts = budget.ints(count + 1, "a dictionary");
    PlainStrings strings = new PlainStrings(source);
    starts[0] = source.from();
    for (int i = 0; i < count; i++) {
      starts[i + 1] = strings.next().to();
    }
    return starts;
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
