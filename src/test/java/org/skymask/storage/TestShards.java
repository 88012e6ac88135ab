package org.skymask.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** Shards for tests, written and read by Parquet's own library. */
public final class TestShards {
  /** The standard form, as PyArrow writes it. */
  public static final String FLOATS =
      "optional group values (LIST) { repeated group list { required float element; } }";

  public static final String OPTIONAL_FLOATS =
      "optional group values (LIST) { repeated group list { optional float element; } }";
  public static final String REQUIRED_FLOATS =
      "required group values (LIST) { repeated group list { required float element; } }";
  public static final String DOUBLES =
      "optional group values (LIST) { repeated group list { optional double element; } }";
  public static final String TWO_LEVELS = "optional group values (LIST) { repeated float array; }";
  public static final String ONE_LEVEL = "repeated float values;";
  public static final String BINARY = "optional binary values;";

  private TestShards() {}

  /** A row of a shard. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Row(String tensor, long offset, float[] values) {}

  /** How a file is written. */
  public record Style(
      String values,
      CompressionCodecName codec,
      WriterVersion version,
      boolean dictionary,
      int pageRows,
      long rowGroup) {

    public static final Style PLAIN =
        new Style(
            FLOATS,
            CompressionCodecName.UNCOMPRESSED,
            WriterVersion.PARQUET_1_0,
            false,
            20_000,
            1 << 20);
    public static final Style USUAL =
        new Style(
            FLOATS, CompressionCodecName.ZSTD, WriterVersion.PARQUET_1_0, true, 20_000, 1 << 20);

    public Style values(String schema) {
      return new Style(schema, codec, version, dictionary, pageRows, rowGroup);
    }
  }

  /** All tensors in rows of at most {@code chunk} values. */
  public static List<Row> rows(Layout layout, float[] values, int chunk) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      for (int offset = 0; offset < tensor.size(); offset += chunk) {
        int start = layout.start(i) + offset;
        int end = Math.min(start + chunk, layout.start(i) + tensor.size());
        rows.add(new Row(tensor.name(), offset, java.util.Arrays.copyOfRange(values, start, end)));
      }
    }
    return rows;
  }

  /** A shard of these rows. */
  public static byte[] write(Style style, List<Row> rows) {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message shard { optional binary tensor (STRING); optional int64 offset; "
                + style.values()
                + " }");
    List<Group> groups = new ArrayList<>();
    for (Row row : rows) {
      Group group = new SimpleGroup(schema);
      group.append("tensor", row.tensor()).append("offset", row.offset());
      addValues(group, style.values(), row.values());
      groups.add(group);
    }
    return write(style, schema, groups);
  }

  /** A file of these records. */
  public static byte[] write(Style style, MessageType schema, List<Group> groups) {
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withType(schema)
            .withCompressionCodec(style.codec())
            .withWriterVersion(style.version())
            .withDictionaryEncoding(style.dictionary())
            .withPageRowCountLimit(style.pageRows())
            .withRowGroupSize(style.rowGroup())
            .withMinRowCountForPageSizeCheck(1)
            .withConf(new Configuration(false))
            .build()) {
      for (Group group : groups) {
        writer.write(group);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.bytes();
  }

  private static void addValues(Group group, String form, float[] values) {
    if (form.equals(BINARY)) {
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      group.add("values", Binary.fromConstantByteArray(bytes.array()));
      return;
    }
    if (form.equals(ONE_LEVEL)) {
      for (float value : values) {
        group.add("values", value);
      }
      return;
    }
    Group list = group.addGroup("values");
    for (float value : values) {
      if (form.equals(TWO_LEVELS)) {
        list.add(0, value);
      } else if (form.equals(DOUBLES)) {
        list.addGroup(0).append("element", (double) value);
      } else {
        list.addGroup(0).append("element", value);
      }
    }
  }

  /** What Parquet's own reader makes of a shard in the standard form with floats. */
  public static List<Row> read(byte[] file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new Builder(new MemoryFile(file)).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        Group list = group.getGroup("values", 0);
        float[] values = new float[list.getFieldRepetitionCount(0)];
        for (int i = 0; i < values.length; i++) {
          values[i] = list.getGroup(0, i).getFloat(0, 0);
        }
        rows.add(new Row(group.getString("tensor", 0), group.getLong("offset", 0), values));
      }
    }
    return rows;
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
