package org.skymask.simulate.results;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.skymask.simulate.federation.RoundEnd;
import org.skymask.simulate.federation.RoundTimes;
import org.skymask.simulate.federation.Turnout;
import org.skymask.storage.HashingOutputFile;

/** results.parquet: all finished cells, one row a round. */
final class ResultsFile {
  private static final List<String> TEXTS =
      List.of("cell", "rule", "attack", "split", "outcome", "measure", "root_source");
  private static final List<String> INTEGERS =
      List.of("seed", "round", "clients", "malicious", "caught", "lost");

  private static final List<String> OPTIONAL_INTEGERS =
      List.of(Columns.FEDERATION_CLIENTS, Columns.ROOT_EXAMPLES);

  private ResultsFile() {}

  /** Writes the file, over one that is there. */
  static void write(FileSystem fs, Path file, List<RoundRow> rows) throws IOException {
    MessageType schema = schema();
    // By a path, Parquet would open a file system that leaves checksums of the file's first name.
    HashingOutputFile output = HashingOutputFile.fleeting(fs, file.getParent(), file.getName());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(output)
            .withConf(new Configuration(false))
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      for (RoundRow row : rows) {
        Group group = new SimpleGroup(schema);
        Columns.values(row).forEach((name, value) -> add(group, name, value));
        writer.write(group);
      }
    }
  }

  private static void add(Group group, String name, @Nullable Object value) {
    if (value instanceof String text) {
      group.add(name, text);
    } else if (value instanceof Long number) {
      group.add(name, (long) number);
    } else if (value instanceof Double number) {
      group.add(name, (double) number);
    }
  }

  private static MessageType schema() {
    Map<String, @Nullable Object> names =
        Columns.values(
            new RoundRow(
                new RoundRow.Labels("", "", "", 0, "", 0, Setup.UNKNOWN),
                0,
                RoundEnd.COMMITTED,
                new RoundRow.Measured(0, 0, 0),
                new Turnout(0, 0, 0, 0),
                OptionalDouble.empty(),
                new RoundTimes(0, 0, 0)));
    String fields =
        names.keySet().stream().map(ResultsFile::field).collect(Collectors.joining(" "));
    return MessageTypeParser.parseMessageType("message results { " + fields + " }");
  }

  private static String field(String name) {
    if (TEXTS.contains(name)) {
      return "required binary " + name + " (STRING);";
    }
    if (OPTIONAL_INTEGERS.contains(name)) {
      return "optional int64 " + name + ";";
    }
    return INTEGERS.contains(name)
        ? "required int64 " + name + ";"
        : "optional double " + name + ";";
  }
}
