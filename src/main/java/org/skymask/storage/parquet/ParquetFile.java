package org.skymask.storage.parquet;

import java.util.List;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * A Parquet file in memory. The footer is checked on opening; {@link #check} goes over the page
 * headers of the columns that will be read; only then are pages decompressed, one at a time.
 * Columns that nobody asks for are never touched.
 *
 * <p>All methods throw {@link RefusedException}: {@link Reason#UNREADABLE} where the file is
 * damaged or uses what is not supported, {@link Reason#TOO_LARGE} where it declares more than the
 * limits allow, {@link Reason#BAD_SCHEMA} where columns are missing, of another type, or null.
 */
public final class ParquetFile {
  private final byte[] bytes;
  private final ParquetLimits limits;
  private final Footer footer;

  private ParquetFile(byte[] bytes, ParquetLimits limits, Footer footer) {
    this.bytes = bytes;
    this.limits = limits;
    this.footer = footer;
  }

  /**
   * Reads and checks the footer.
   *
   * @param bytes the whole file; kept, not copied
   */
  public static ParquetFile open(byte[] bytes, ParquetLimits limits) throws RefusedException {
    return new ParquetFile(bytes, limits, Footer.read(bytes, limits));
  }

  /** Number of row groups. */
  public int groups() {
    return footer.groups().size();
  }

  /** Rows of a row group. */
  public int rows(int group) {
    return footer.groups().get(group).rows();
  }

  /** Rows in front of a row group. */
  public long firstRow(int group) {
    return footer.groups().get(group).firstRow();
  }

  /** Rows of the file. */
  public long rows() {
    return footer.groups().stream().mapToLong(RowGroup::rows).sum();
  }

  /** Whether there is a column of this name. */
  public boolean has(String name) {
    return footer.schema().has(name);
  }

  /** A column of text. */
  public Column text(String name) throws RefusedException {
    return Column.flat(footer.schema().field(name), "string", SchemaNode.BYTE_ARRAY);
  }

  /** A column of int64. */
  public Column int64(String name) throws RefusedException {
    return Column.flat(footer.schema().field(name), "int64", SchemaNode.INT64);
  }

  /** A column of int32 or int64. */
  public Column integer(String name) throws RefusedException {
    return Column.flat(
        footer.schema().field(name), "int32 or int64", SchemaNode.INT32, SchemaNode.INT64);
  }

  /** A column of lists of float32 or float64. */
  public Column floats(String name) throws RefusedException {
    return Column.list(footer.schema().field(name), "list<float32> or list<float64>");
  }

  /** A column of lists of float32 or float64, or of binary that holds little-endian float32. */
  public Column floatsOrBinary(String name) throws RefusedException {
    String expected = "list<float32>, list<float64> or binary of little-endian float32";
    Schema.Field field = footer.schema().field(name);
    boolean binary =
        field.root().type() == SchemaNode.BYTE_ARRAY && field.root().converted() != SchemaNode.UTF8;
    return binary
        ? Column.flat(field, expected, SchemaNode.BYTE_ARRAY)
        : Column.list(field, expected);
  }

  /** Checks what the page headers of these columns declare, before anything is decompressed. */
  public void check(List<Column> columns) throws RefusedException {
    for (Column column : columns) {
      long values = 0;
      for (RowGroup group : footer.groups()) {
        Chunk chunk = group.chunks().get(column.leaf());
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
        new PageCursor(bytes, chunk).check(limits);
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

  /** A column of text: one string a row of the group. */
  public String[] strings(int group, Column column) throws RefusedException {
    return BinaryColumn.text(bytes, footer.groups().get(group), column);
  }

  /** A column of integers: one number a row of the group. */
  public long[] integers(int group, Column column) throws RefusedException {
    return IntegerColumn.read(bytes, footer.groups().get(group), column);
  }

  /** A column of lists, or of binary that holds them. */
  public void lists(int group, Column column, FloatSink sink) throws RefusedException {
    RowGroup rows = footer.groups().get(group);
    if (column.isList()) {
      ListColumn.read(bytes, rows, column, limits.listLength(), sink);
    } else {
      PackedColumn.read(bytes, rows, column, limits.listLength(), sink);
    }
  }
}
