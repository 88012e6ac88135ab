package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** The indices of a page into a dictionary, one after the other; none is outside of it. */
final class Indices {
  private static final int PIECE = 1 << 10;

  private final Runs runs;
  private final int entries;
  private final int[] buffer = new int[PIECE];
  private int left;
  private int at;
  private int filled;

  /**
   * @param source the width of an index in one byte, then runs; not looked at where there are none
   * @param count how many there are
   * @param entries of the dictionary
   */
  Indices(Slice source, int count, int entries) throws RefusedException {
    this.runs = count == 0 ? new Runs(source, 0) : Dictionaries.indices(source);
    this.left = count;
    this.entries = entries;
  }

  int next() throws RefusedException {
    if (at == filled) {
      filled = Math.min(PIECE, left);
      runs.read(buffer, filled);
      left -= filled;
      at = 0;
    }
    int index = buffer[at++];
    if (index < 0 || index >= entries) {
      throw Dictionaries.outside(index, entries);
    }
    return index;
  }
}
