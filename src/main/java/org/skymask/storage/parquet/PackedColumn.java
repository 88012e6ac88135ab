package org.skymask.storage.parquet;

import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** Reads a column of binary that holds little-endian numbers. */
final class PackedColumn {
  private static final int PIECE = 1 << 13;

  private PackedColumn() {}

  /**
   * @param longest values that one row may have
   */
  static void read(
      byte[] file,
      RowGroup group,
      Column column,
      Budget budget,
      long longest,
      Packing.OfRow packings,
      FloatSink sink)
      throws RefusedException {
    float[] buffer = new float[PIECE];
    BinaryColumn.read(
        file,
        group,
        column,
        budget,
        (row, entry, value) -> {
          Packing packing = packings.of(row);
          check(column, group.firstRow() + row, value.length(), packing, longest);
          give(row, value, packing, buffer, sink);
        });
  }

  private static void give(int row, Slice value, Packing packing, float[] buffer, FloatSink sink)
      throws RefusedException {
    int count = value.length() / packing.width();
    FloatValues values = packing.values(value);
    int done = 0;
    do {
      int piece = Math.min(PIECE, count - done);
      values.next(buffer, piece);
      sink.put(row, done, buffer, 0, piece);
      done += piece;
    } while (done < count);
  }

  private static void check(Column column, long row, int bytes, Packing packing, long longest)
      throws RefusedException {
    if (bytes % packing.width() != 0) {
      throw new RefusedException(
          Reason.BAD_SCHEMA,
          where(column, row, bytes)
              + (packing == Packing.F32
                  ? ", expected float32 values of four bytes each"
                  : ", expected numbers of two bytes each"));
    }
    if (bytes / packing.width() > longest) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          where(column, row, bytes) + ", at most " + longest + " values are allowed");
    }
  }

  private static String where(Column column, long row, int bytes) {
    return "column " + column.name() + " has " + bytes + " bytes in row " + row;
  }
}
