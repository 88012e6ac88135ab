package org.skymask.storage.parquet;

import java.util.List;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * A Parquet file in memory. The schema is read on opening; {@link #check} goes over what footer and
 * page headers say of the columns that will be read; only then are pages decompressed, one at a
 * time. Columns that nobody asks for are never touched: they may have any type, codec or name.
 *
 * <p>All methods throw {@link RefusedException}: {@link Reason#UNREADABLE} where the file is
 * damaged or uses what is not supported, {@link Reason#TOO_LARGE} where it declares more than the
 * limits allow or takes more memory than the budget, {@link Reason#BAD_SCHEMA} where columns are
 * missing, of another type, or null.
 */
public final class ParquetFile {
  private final byte[] bytes;
  private final ParquetLimits limits;
  private final Budget budget;
  private final Footer footer;
  private final Names names;
  private List<RowGroup> groups = List.of();

  private ParquetFile(byte[] bytes, ParquetLimits limits, Budget budget) throws RefusedException {
    this.bytes = bytes;
    this.limits = limits;
    this.budget = budget;
    this.footer = Footer.read(bytes, limits, budget);
    this.names = new Names(budget);
  }

  /** Opens a file of the server's own, whose memory is not limited. */
  public static ParquetFile open(byte[] bytes, ParquetLimits limits) throws RefusedException {
    return open(bytes, limits, Budget.unlimited());
  }

  /**
   * Reads and checks the schema.
   *
   * @param bytes the whole file; kept, not copied; not charged here
   * @param budget what is held for the file is charged to
   */
  public static ParquetFile open(byte[] bytes, ParquetLimits limits, Budget budget)
      throws RefusedException {
    return new ParquetFile(bytes, limits, budget);
  }

  /** Number of row groups, once columns were {@linkplain #check checked}. */
  public int groups() {
    return groups.size();
  }

  /** Rows of a row group. */
  public int rows(int group) {
    return groups.get(group).rows();
  }

  /** Rows in front of a row group. */
  public long firstRow(int group) {
    return groups.get(group).firstRow();
  }

  /** Rows of the file, once columns were checked. */
  public long rows() {
    return groups.stream().mapToLong(RowGroup::rows).sum();
  }

  /** Whether there is a column of this name. */
  public boolean has(String name) throws RefusedException {
    return footer.schema().has(name);
  }

  /** A column of text. */
  public Column text(String name) throws RefusedException {
    Schema.Field field = footer.schema().field(name);
    return Column.flat(name, field, "string", Annotation.TEXT, SchemaNode.BYTE_ARRAY);
  }

  /** A column of int64. */
  public Column int64(String name) throws RefusedException {
    Schema.Field field = footer.schema().field(name);
    return Column.flat(name, field, "int64", Annotation.INT64, SchemaNode.INT64);
  }

  /** A column of int32 or int64. */
  public Column integer(String name) throws RefusedException {
    Schema.Field field = footer.schema().field(name);
    return Column.flat(
        name, field, "int32 or int64", Annotation.INTEGER, SchemaNode.INT32, SchemaNode.INT64);
  }

  /** A column of lists of float32, float64 or float16. */
  public Column floats(String name) throws RefusedException {
    return Column.list(
        name, footer.schema().field(name), "list<float32>, list<float64> or list<float16>");
  }

  /**
   * A column of lists of numbers, or of binary that holds little-endian ones. Binary is what has no
   * annotation: text, JSON or decimals are not read as numbers.
   */
  public Column floatsOrBinary(String name) throws RefusedException {
    String expected =
        "list<float32>, list<float64>, list<float16> or binary of little-endian float32";
    Schema.Field field = footer.schema().field(name);
    return field.root().type() == SchemaNode.BYTE_ARRAY
        ? Column.flat(name, field, expected, Annotation.NOTHING, SchemaNode.BYTE_ARRAY)
        : Column.list(name, field, expected);
  }

  /**
   * Reads what row groups and page headers declare of the columns that will be read, and checks it,
   * before anything is decompressed.
   */
  public void check(List<Column> columns) throws RefusedException {
    groups = footer.groups(columns, budget);
    for (Column column : columns) {
      long values = 0;
      for (RowGroup group : groups) {
        Chunk chunk = group.chunk(column);
        values += chunk.values();
        if (!limits.codecs().contains(chunk.codec())) {
          throw Footer.unreadable(
              "column "
                  + column.name()
                  + " is compressed with "
                  + chunk.codec().code()
                  + ", which is not among the allowed codecs "
                  + limits.codecs().stream().map(Codec::code).sorted().toList());
        }
        if (column.isList() ? chunk.values() < group.rows() : chunk.values() != group.rows()) {
          throw Footer.unreadable(
              "damaged Parquet file: column "
                  + column.name()
                  + " declares "
                  + chunk.values()
                  + " values in "
                  + group.rows()
                  + " rows");
        }
        checkValues(column, values);
        new PageCursor(bytes, chunk, budget).check(limits, column.entryBytes());
      }
    }
  }

  private void checkValues(Column column, long values) throws RefusedException {
    if (values > limits.values()) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "column "
              + column.name()
              + " declares "
              + values
              + " values, at most "
              + limits.values()
              + " are allowed");
    }
  }

  /** A column of text: one string a row of the group, charged to {@code held}. */
  public String[] strings(int group, Column column, Budget held) throws RefusedException {
    RowGroup rows = groups.get(group);
    String[] target = held.texts(rows.rows(), "column " + column.name());
    try (Budget part = budget.part()) {
      BinaryColumn.read(bytes, rows, column, part, new TextColumn(column, names, target, part));
    }
    return target;
  }

  /** A column of integers: one number a row of the group, charged to {@code held}. */
  public long[] integers(int group, Column column, Budget held) throws RefusedException {
    RowGroup rows = groups.get(group);
    long[] target = held.longs(rows.rows(), "column " + column.name());
    try (Budget part = budget.part()) {
      IntegerColumn.read(bytes, rows, column, part, target);
    }
    return target;
  }

  /** {@link #strings(int, Column, Budget)} of a file of the server's own. */
  public String[] strings(int group, Column column) throws RefusedException {
    return strings(group, column, budget);
  }

  /** {@link #integers(int, Column, Budget)} of a file of the server's own. */
  public long[] integers(int group, Column column) throws RefusedException {
    return integers(group, column, budget);
  }

  /** A column of lists, or of binary that holds float32. */
  public void lists(int group, Column column, FloatSink sink) throws RefusedException {
    lists(group, column, row -> Packing.F32, sink);
  }

  /**
   * A column of lists, or of binary that holds numbers.
   *
   * @param packings asked for each row of binary
   */
  public void lists(int group, Column column, Packing.OfRow packings, FloatSink sink)
      throws RefusedException {
    RowGroup rows = groups.get(group);
    try (Budget part = budget.part()) {
      if (column.isList()) {
        ListColumn.read(bytes, rows, column, part, limits.listLength(), sink);
      } else {
        PackedColumn.read(bytes, rows, column, part, limits.listLength(), packings, sink);
      }
    }
  }
}
