package org.skymask.storage.parquet;

import java.util.Arrays;
import org.skymask.model.RefusedException;

/** Reads a column of int32 or int64. */
final class IntegerColumn implements FlatColumn.Pages {
  private final Column column;
  private final long[] target;
  private long[] dictionary = {};

  private IntegerColumn(Column column, int rows) {
    this.column = column;
    this.target = new long[rows];
  }

  /** One number a row of the group. */
  static long[] read(byte[] file, RowGroup group, Column column) throws RefusedException {
    IntegerColumn pages = new IntegerColumn(column, group.rows());
    FlatColumn.walk(file, group, column, pages);
    return pages.target;
  }

  @Override
  public void dictionary(Slice source, int count) throws RefusedException {
    dictionary = Dictionaries.integers(column.type(), source, count);
  }

  @Override
  public void data(Content page, int row) throws RefusedException {
    long[] values =
        switch (Encoding.of(page.encoding())) {
          case PLAIN -> Dictionaries.integers(column.type(), page.values(), page.entries());
          case DELTA_BINARY_PACKED -> new DeltaValues(page.values()).numbers(page.entries());
          case DICTIONARY -> indexed(page);
          default -> throw FlatColumn.unsupported(column, page);
        };
    System.arraycopy(values, 0, target, row, values.length);
  }

  private long[] indexed(Content page) throws RefusedException {
    int[] indices = FlatColumn.indices(page, dictionary.length);
    return Arrays.stream(indices).mapToLong(index -> dictionary[index]).toArray();
  }
}
