package org.skymask.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

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

  /** 1 MiB of values a row: readers hold a few rows at a time. */
  private static final int CHUNK = 1 << 18;

  /** 128 MiB of values a file: a large model is written and read as several files. */
  private static final int FILE = 1 << 25;

  private ShardWriter() {}

  /** A stretch of one tensor; its values start at {@code from} of the value axis. */
  private record Chunk(String tensor, long offset, float[] values, int from, int count) {}

  /**
   * Writes all tensors of a model below {@code directory/subdirectory}.
   *
   * @param values [layout.valueCount()] on the value axis
   * @return the files, named {@code subdirectory/part-<k>.parquet}
   */
  public static List<FileDigest> write(
      FileSystem fs, Path directory, String subdirectory, Layout layout, float[] values)
      throws IOException {
    return write(fs, directory, subdirectory, layout, values, CHUNK, FILE);
  }

  /**
   * @param chunk most values of a row
   * @param most values of a file
   */
  static List<FileDigest> write(
      FileSystem fs,
      Path directory,
      String subdirectory,
      Layout layout,
      float[] values,
      int chunk,
      int most)
      throws IOException {
    List<FileDigest> files = new ArrayList<>();
    for (List<Chunk> file : files(layout, values, chunk, most)) {
      String name = subdirectory + "/part-" + files.size() + ".parquet";
      HashingOutputFile output = new HashingOutputFile(fs, directory, name);
      try (ParquetWriter<Chunk> writer =
          new Builder(output)
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .withDictionaryEncoding(false)
              .build()) {
        for (Chunk row : file) {
          writer.write(row);
        }
      }
      files.add(output.written());
    }
    return files;
  }

  private static List<List<Chunk>> files(Layout layout, float[] values, int chunk, int most) {
    List<List<Chunk>> files = new ArrayList<>(List.of(new ArrayList<>()));
    long inFile = 0;
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      for (int offset = 0; offset < tensor.size(); offset += chunk) {
        int count = Math.min(chunk, tensor.size() - offset);
        if (inFile > 0 && inFile + count > most) {
          files.add(new ArrayList<>());
          inFile = 0;
        }
        files
            .get(files.size() - 1)
            .add(new Chunk(tensor.name(), offset, values, layout.start(i) + offset, count));
        inFile += count;
      }
    }
    return files;
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
      return new Support();
    }
  }

  private static final class Support extends WriteSupport<Chunk> {
    private @Nullable RecordConsumer consumer;

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Chunk chunk) {
      RecordConsumer out = Objects.requireNonNull(consumer);
      out.startMessage();
      out.startField("tensor", 0);
      out.addBinary(Binary.fromString(chunk.tensor()));
      out.endField("tensor", 0);
      out.startField("offset", 1);
      out.addLong(chunk.offset());
      out.endField("offset", 1);
      out.startField("values", 2);
      out.startGroup();
      out.startField("list", 0);
      for (int j = 0; j < chunk.count(); j++) {
        out.startGroup();
        out.startField("element", 0);
        out.addFloat(chunk.values()[chunk.from() + j]);
        out.endField("element", 0);
        out.endGroup();
      }
      out.endField("list", 0);
      out.endGroup();
      out.endField("values", 2);
      out.endMessage();
    }
  }
}
