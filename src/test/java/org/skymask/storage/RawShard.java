package org.skymask.storage;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * A Parquet file of one row group that is put together byte by byte: any encoding, type, annotation
 * or codec, also those that no writer makes. Pages are compressed with zstd.
 */
public final class RawShard {
  private final List<SchemaElement> schema = new ArrayList<>();
  private final List<ColumnChunk> chunks = new ArrayList<>();
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final int rows;
  private int columns;

  public RawShard(int rows) {
    this.rows = rows;
    file.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
  }

  /** A page before it is compressed; a dictionary where {@code entries} is not negative. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Body(Encoding encoding, int entries, boolean dictionary, byte[] bytes) {
    public static Body data(Encoding encoding, int entries, byte[] bytes) {
      return new Body(encoding, entries, false, bytes);
    }

    public static Body dictionary(int entries, byte[] bytes) {
      return new Body(Encoding.PLAIN, entries, true, bytes);
    }
  }

  /** An element of a schema without children. */
  public static SchemaElement leaf(String name, Type type, FieldRepetitionType repetition) {
    return new SchemaElement(name).setType(type).setRepetition_type(repetition);
  }

  /** A flat column. */
  public RawShard column(SchemaElement leaf, Body... pages) {
    return column(List.of(leaf), List.of(leaf.getName()), leaf.getType(), pages);
  }

  /**
   * A column with one leaf.
   *
   * @param tree its elements, parents first
   */
  public RawShard column(List<SchemaElement> tree, List<String> path, Type type, Body... pages) {
    schema.addAll(tree);
    columns++;
    ColumnMetaData meta =
        new ColumnMetaData(
            type, List.of(Encoding.PLAIN), path, CompressionCodec.ZSTD, 0, 0, 0, file.size());
    int start = file.size();
    long uncompressed = 0;
    for (Body page : pages) {
      byte[] packed = Zstd.compress(page.bytes());
      PageHeader header = header(page, packed.length);
      if (page.dictionary()) {
        meta.setDictionary_page_offset(file.size());
      } else {
        meta.setNum_values(meta.getNum_values() + page.entries());
      }
      int before = file.size();
      write(() -> Util.writePageHeader(header, file));
      uncompressed += file.size() - before + page.bytes().length;
      file.writeBytes(packed);
      if (page.dictionary()) {
        meta.setData_page_offset(file.size());
      }
    }
    meta.setTotal_compressed_size(file.size() - start).setTotal_uncompressed_size(uncompressed);
    chunks.add(new ColumnChunk(start).setMeta_data(meta));
    return this;
  }

  private static PageHeader header(Body page, int packed) {
    PageType type = page.dictionary() ? PageType.DICTIONARY_PAGE : PageType.DATA_PAGE;
    PageHeader header = new PageHeader(type, page.bytes().length, packed);
    if (page.dictionary()) {
      return header.setDictionary_page_header(
          new DictionaryPageHeader(page.entries(), page.encoding()));
    }
    return header.setData_page_header(
        new DataPageHeader(page.entries(), page.encoding(), Encoding.RLE, Encoding.RLE));
  }

  /** Metadata of the column that was added last. */
  public ColumnMetaData meta() {
    return chunks.get(chunks.size() - 1).getMeta_data();
  }

  /** The file. */
  public byte[] build() {
    List<SchemaElement> all = new ArrayList<>();
    all.add(new SchemaElement("m").setNum_children(columns));
    all.addAll(schema);
    RowGroup group = new RowGroup(chunks, 0, rows);
    FileMetaData meta = new FileMetaData(1, all, rows, List.of(group));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(file.toByteArray());
    int start = whole.size();
    write(() -> Util.writeFileMetaData(meta, whole));
    whole.writeBytes(int32(whole.size() - start));
    whole.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    return whole.toByteArray();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** PLAIN strings. */
  public static byte[] strings(String... values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(int32(bytes.length));
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  /** PLAIN int64. */
  public static byte[] longs(long... values) {
    ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(out::putLong);
    return out.array();
  }

  /** PLAIN float32. */
  public static byte[] floats(float... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    out.asFloatBuffer().put(values);
    return out.array();
  }

  /** PLAIN numbers of some width turned into BYTE_STREAM_SPLIT. */
  public static byte[] split(byte[] plain, int width) {
    byte[] split = new byte[plain.length];
    int count = plain.length / width;
    for (int i = 0; i < plain.length; i++) {
      split[i % width * count + i / width] = plain[i];
    }
    return split;
  }

  /** An unsigned number of variable length. */
  public static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long rest = value; ; rest >>>= 7) {
      if (rest >>> 7 == 0) {
        out.write((int) rest);
        return out.toByteArray();
      }
      out.write((int) (rest & 0x7f | 0x80));
    }
  }

  /**
   * DELTA_BINARY_PACKED numbers: one, and then another again and again.
   *
   * @param more how often the other follows
   */
  public static byte[] deltas(long first, int more, long other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(varint(128)); // values of a block
    out.writeBytes(varint(4)); // miniblocks in it, of 32 values each
    out.writeBytes(varint(more + 1L));
    out.writeBytes(varint(zigzag(first)));
    long step = other - first;
    for (int left = more; left > 0; left -= 128) {
      if (left < more || step == 0) {
        out.writeBytes(new byte[5]); // no difference, no bits
        continue;
      }
      int miniblocks = Math.min(4, (left + 31) / 32);
      long smallest = Math.min(step, 0);
      out.writeBytes(varint(zigzag(smallest)));
      byte[] widths = new byte[4];
      Arrays.fill(widths, 0, miniblocks, (byte) Long.SIZE);
      out.writeBytes(widths);
      long[] numbers = new long[32 * miniblocks];
      Arrays.fill(numbers, -smallest);
      numbers[0] = step - smallest;
      out.writeBytes(longs(numbers));
    }
    return out.toByteArray();
  }

  private static long zigzag(long number) {
    return (number << 1) ^ (number >> 63);
  }

  /** Several stretches of bytes as one. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** A little-endian int32. */
  public static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** A level or index that repeats, in one byte each. */
  public static byte[] run(long count, int value) {
    return join(varint(count << 1), new byte[] {(byte) value});
  }

  /** Levels of a page of the first version: their length, then a run. */
  public static byte[] levels(long count, int value) {
    byte[] run = run(count, value);
    return join(int32(run.length), run);
  }
}
