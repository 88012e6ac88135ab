package org.skymask.simulate.data;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.skymask.model.LabelledData;
import org.skymask.storage.HashingOutputFile;
import org.skymask.storage.Storage;

/** Writes examples as a dataset that rounds read: features and label. */
public final class DatasetWriter {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message dataset {
            required group features (LIST) { repeated group list { required float element; } }
            required int32 label;
          }
          """);

  private DatasetWriter() {}

  /** Writes a file, over one that is there. */
  public static void write(Path file, Configuration hadoop, LabelledData data) throws IOException {
    FileSystem fs = Storage.of(file, hadoop);
    fs.delete(file, false);
    // Without a file of checksums beside it, which would stay when the file is removed.
    HashingOutputFile output = HashingOutputFile.fleeting(fs, file.getParent(), file.getName());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(output)
            .withConf(new Configuration(false))
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      for (int row = 0; row < data.size(); row++) {
        Group example = new SimpleGroup(SCHEMA);
        Group features = example.addGroup("features");
        int from = row * data.featureCount();
        for (int j = 0; j < data.featureCount(); j++) {
          features.addGroup("list").add("element", data.features()[from + j]);
        }
        writer.write(example.append("label", data.labels()[row]));
      }
    }
  }
}
