package org.skymask.storage.shard;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.storage.HashingOutputFile;
import org.skymask.storage.Parallel;

/**
 * Writes tensors as Parquet shards of (tensor, offset, values); the same values, the same bytes.
 */
public final class ShardWriter {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message shard {
            required binary tensor (STRING);
            required int64 offset;
            required group values (LIST) { repeated group list { required float element; } }
          }
          """);

  /**
   * Bytes of a row group: what a writer holds, before it is compressed. (Parquet's own 128 MiB
   * would be a whole file.)
   */
  private static final long ROW_GROUP = 16L << 20;

  private static final int PAGE = 1 << 20;
  private static final int MOST_THREADS = 4;

  private ShardWriter() {}

  /** A row with its values, which start at {@code from}. */
  @SuppressWarnings("ArrayRecordComponent")
  record Chunk(ParameterFiles.Row row, float[] values, int from) {}

  /**
   * Writes all tensors that are not frozen below {@code directory/subdirectory}, a few files at a
   * time.
   *
   * @param values [layout.updateCount() or more] on the value axis
   * @return the files, named {@code subdirectory/part-<k>.parquet}
   */
  public static List<FileDigest> write(
      FileSystem fs, Path directory, String subdirectory, Layout layout, float[] values)
      throws IOException {
    return write(fs, directory, subdirectory, ParameterFiles.of(layout), values);
  }

  /**
   * Writes the tensors of a cut.
   *
   * @param cut of the layout that the values have
   */
  public static List<FileDigest> write(
      FileSystem fs, Path directory, String subdirectory, ParameterFiles cut, float[] values)
      throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    return Parallel.map(
        cut.count(),
        Math.min(MOST_THREADS, processors),
        file ->
            write(
                fs,
                directory,
                subdirectory + "/" + cut.name(file),
                cut.rows(file).stream().map(row -> new Chunk(row, values, row.start())).toList()));
  }

  static FileDigest write(FileSystem fs, Path directory, String name, List<Chunk> rows)
      throws IOException {
    HashingOutputFile output = new HashingOutputFile(fs, directory, name);
    try (ParquetWriter<Chunk> writer =
        new Builder(new StableFooter(output))
            // Hadoop's defaults say nothing about Parquet, and a file would take longer than they.
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withDictionaryEncoding(false)
            .withRowGroupSize(ROW_GROUP)
            .withPageSize(PAGE)
            // Rows are large: sizes are looked at after each, not after a hundred.
            .withMinRowCountForPageSizeCheck(1)
            .build()) {
      for (Chunk row : rows) {
        writer.write(row);
      }
    }
    return output.written();
  }

  private static final class Builder extends ParquetWriter.Builder<Chunk, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Chunk> getWriteSupport(Configuration configuration) {
      return new Rows();
    }
  }

  private static final class Rows extends ShardRows<Chunk> {
    Rows() {
      super(SCHEMA);
    }

    @Override
    ParameterFiles.Row place(Chunk chunk) {
      return chunk.row();
    }

    @Override
    void values(Chunk chunk, RecordConsumer out) {
      out.startGroup();
      out.startField("list", 0);
      for (int j = 0; j < chunk.row().count(); j++) {
        out.startGroup();
        out.startField("element", 0);
        out.addFloat(chunk.values()[chunk.from() + j]);
        out.endField("element", 0);
        out.endGroup();
      }
      out.endField("list", 0);
      out.endGroup();
    }
  }
}
