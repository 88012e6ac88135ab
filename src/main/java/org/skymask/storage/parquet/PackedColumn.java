package org.skymask.storage.parquet;

import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** Reads a column of binary that holds little-endian float32. */
final class PackedColumn {
  private static final int PIECE = 1 << 13;

  private PackedColumn() {}

  /**
   * @param longest values that one row may have
   */
  static void read(
      byte[] file, RowGroup group, Column column, Budget budget, long longest, FloatSink sink)
      throws RefusedException {
    float[] buffer = new float[PIECE];
    BinaryColumn.read(
        file,
        group,
        column,
        budget,
        (row, entry, value) -> {
          check(column, group.firstRow() + row, value.length(), longest);
          give(row, value, buffer, sink);
        });
  }

  private static void give(int row, Slice value, float[] buffer, FloatSink sink)
      throws RefusedException {
    int count = value.length() / Float.BYTES;
    FloatValues values = new FloatValues.Floats(value);
    int done = 0;
    do {
      int piece = Math.min(PIECE, count - done);
      values.next(buffer, piece);
      sink.put(row, done, buffer, 0, piece);
      done += piece;
    } while (done < count);
  }

  private static void check(Column column, long row, int bytes, long longest)
      throws RefusedException {
    if (bytes % Float.BYTES != 0) {
      throw new RefusedException(
          Reason.BAD_SCHEMA,
          where(column, row, bytes) + ", expected float32 values of four bytes each");
    }
    if (bytes / Float.BYTES > longest) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          where(column, row, bytes) + ", at most " + longest + " values are allowed");
    }
  }

  private static String where(Column column, long row, int bytes) {
    return "column " + column.name() + " has " + bytes + " bytes in row " + row;
  }
}
