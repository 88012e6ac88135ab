package org.skymask.storage.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.storage.HashingOutputFile;
import org.skymask.storage.shard.ParameterFiles.Row;

/**
 * Writes tensors as shards in the second accepted form: the values of a row as bytes, neither
 * compressed nor forced to disk. A simulated round writes dozens of shards and removes them again;
 * writing them value by value took a third of the time of its Java code.
 */
public final class BinaryShardWriter {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message shard {
            required binary tensor (STRING);
            required int64 offset;
            required binary values;
          }
          """);

  private BinaryShardWriter() {}

  /**
   * Writes all tensors that are not frozen into one file.
   *
   * @param values [layout.updateCount() or more] on the value axis
   */
  public static FileDigest write(
      FileSystem fs, Path directory, String name, Layout layout, float[] values)
      throws IOException {
    HashingOutputFile output = HashingOutputFile.fleeting(fs, directory, name);
    try (ParquetWriter<Row> writer =
        new Builder(output, values)
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withDictionaryEncoding(false)
            .withMinRowCountForPageSizeCheck(1)
            .build()) {
      ParameterFiles cut = ParameterFiles.of(layout);
      for (int file = 0; file < cut.count(); file++) {
        for (Row row : cut.rows(file)) {
          writer.write(row);
        }
      }
    }
    return output.written();
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final float[] values;

    Builder(OutputFile file, float[] values) {
      super(file);
      this.values = values;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return new Rows(values);
    }
  }

  private static final class Rows extends ShardRows<Row> {
    private final float[] values;

    Rows(float[] values) {
      super(SCHEMA);
      this.values = values;
    }

    @Override
    Row place(Row row) {
      return row;
    }

    @Override
    void values(Row row, RecordConsumer out) {
      ByteBuffer bytes =
          ByteBuffer.allocate(row.count() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values, row.start(), row.count());
      out.addBinary(Binary.fromConstantByteArray(bytes.array()));
    }
  }
}
