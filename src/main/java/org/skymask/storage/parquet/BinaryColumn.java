package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** Reads a column of byte strings, one at a time: nothing is held for a row. */
final class BinaryColumn implements FlatColumn.Pages {
  /** No entry of a dictionary. */
  static final int NONE = -1;

  /** Takes the value of one row. */
  interface Taker {

    /** A dictionary of so many entries begins. */
    default void dictionary(int entries) throws RefusedException {}

    /**
     * Takes the next value.
     *
     * @param entry of the dictionary that it is, or {@link #NONE}
     * @param value valid until the next
     */
    void take(int row, int entry, Slice value) throws RefusedException;
  }

  private final Column column;
  private final Budget budget;
  private final Taker taker;
  private byte[] dictionary = {};
  private int[] starts = {0};

  private BinaryColumn(Column column, Budget budget, Taker taker) {
    this.column = column;
    this.budget = budget;
    this.taker = taker;
  }

  static void read(byte[] file, RowGroup group, Column column, Budget budget, Taker taker)
      throws RefusedException {
    FlatColumn.walk(file, group, column, budget, new BinaryColumn(column, budget, taker));
  }

  @Override
  public void dictionary(Slice source, int count) throws RefusedException {
    // Pages share a buffer: the dictionary needs one of its own.
    Slice own = budget.copy(source, "the dictionary of column " + column.name());
    starts = Dictionaries.strings(own, count, budget);
    dictionary = own.array();
    taker.dictionary(count);
  }

  @Override
  public void data(Content page, int row) throws RefusedException {
    int end = row + page.entries();
    switch (Encoding.of(page.encoding())) {
      case PLAIN -> {
        PlainStrings strings = new PlainStrings(page.values());
        for (int i = row; i < end; i++) {
          taker.take(i, NONE, strings.next());
        }
      }
      case DELTA_LENGTH_BYTE_ARRAY -> give(DeltaStrings.whole(page.values(), end - row), row, end);
      case DELTA_BYTE_ARRAY -> {
        try (Budget part = budget.part()) {
          give(DeltaStrings.prefixed(page.values(), end - row, part), row, end);
        }
      }
      case DICTIONARY -> {
        Indices indices = new Indices(page.values(), end - row, starts.length - 1);
        for (int i = row; i < end; i++) {
          int entry = indices.next();
          int from = starts[entry] + Integer.BYTES;
          taker.take(i, entry, new Slice(dictionary, from, starts[entry + 1]));
        }
      }
      default -> throw FlatColumn.unsupported(column, page);
    }
  }

  private void give(DeltaStrings strings, int from, int end) throws RefusedException {
    for (int i = from; i < end; i++) {
      taker.take(i, NONE, strings.next());
    }
  }
}
