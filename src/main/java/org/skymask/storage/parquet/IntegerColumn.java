package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** Reads a column of int32 or int64 into an array. */
final class IntegerColumn implements FlatColumn.Pages {
  private final Column column;
  private final Budget budget;
  private final long[] target;
  private long[] dictionary = {};

  private IntegerColumn(Column column, Budget budget, long[] target) {
    this.column = column;
    this.budget = budget;
    this.target = target;
  }

  /**
   * @param target [rows of the group]
   */
  static void read(byte[] file, RowGroup group, Column column, Budget budget, long[] target)
      throws RefusedException {
    FlatColumn.walk(file, group, column, budget, new IntegerColumn(column, budget, target));
  }

  @Override
  public void dictionary(Slice source, int count) throws RefusedException {
    dictionary = Dictionaries.integers(column.type(), source, count, budget);
  }

  @Override
  public void data(Content page, int row) throws RefusedException {
    int count = page.entries();
    switch (Encoding.of(page.encoding())) {
      case PLAIN -> plain(column.type(), page.values(), target, row, count);
      case BYTE_STREAM_SPLIT -> split(column.type(), page.values(), target, row, count);
      case DELTA_BINARY_PACKED -> {
        DeltaNumbers numbers = new DeltaNumbers(page.values(), count);
        for (int i = row; i < row + count; i++) {
          target[i] = numbers.next();
        }
      }
      case DICTIONARY -> {
        Indices indices = new Indices(page.values(), count, dictionary.length);
        for (int i = row; i < row + count; i++) {
          target[i] = dictionary[indices.next()];
        }
      }
      default -> throw FlatColumn.unsupported(column, page);
    }
  }

  /** PLAIN numbers. */
  static void plain(int type, Slice source, long[] target, int from, int count)
      throws RefusedException {
    int width = width(type, source, count);
    for (int i = 0; i < count; i++) {
      int at = source.from() + i * width;
      target[from + i] =
          width == Integer.BYTES
              ? LittleEndian.int32(source.array(), at)
              : LittleEndian.int64(source.array(), at);
    }
  }

  /** BYTE_STREAM_SPLIT: all first bytes, then all second bytes, and so on. */
  private static void split(int type, Slice source, long[] target, int from, int count)
      throws RefusedException {
    int width = width(type, source, count);
    int stride = source.length() / width;
    for (int i = 0; i < count; i++) {
      long bits = 0;
      for (int k = 0; k < width; k++) {
        bits |= (source.array()[source.from() + k * stride + i] & 0xffL) << (8 * k);
      }
      target[from + i] = width == Integer.BYTES ? (int) bits : bits;
    }
  }

  private static int width(int type, Slice source, int count) throws RefusedException {
    int width = type == SchemaNode.INT32 ? Integer.BYTES : Long.BYTES;
    source.need((long) width * count, "column of integers");
    return width;
  }
}
