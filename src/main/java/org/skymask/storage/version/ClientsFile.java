package org.skymask.storage.version;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.Reason;
import org.skymask.model.Recalled;
import org.skymask.model.Verdict;
import org.skymask.storage.GroupRows;
import org.skymask.storage.HashingOutputFile;

/** clients.parquet: one row a client directory that a round saw. */
public final class ClientsFile {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message clients {
            required binary client (STRING);
            required binary verdict (STRING);
            optional binary reason (STRING);
            optional binary detail (STRING);
            optional double probability;
            optional double pc1;
            optional double pc2;
            optional double mask_density;
            optional double norm;
            optional double clipped;
            optional int64 examples;
            required double weight;
            optional double similarity;
            optional double evidence;
            optional double curvature;
            optional boolean reversed;
          }
          """);

  private ClientsFile() {}

  /** Writes a new file. */
  public static FileDigest write(
      FileSystem fs, Path directory, String name, List<ClientResult> clients) throws IOException {
    HashingOutputFile output = new HashingOutputFile(fs, directory, name);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(output)
            .withConf(new Configuration(false))
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      for (ClientResult client : clients) {
        writer.write(row(client));
      }
    }
    return output.written();
  }

  private static Group row(ClientResult client) {
    Group row = new SimpleGroup(SCHEMA);
    row.add("client", client.client());
    row.add("verdict", client.verdict().code());
    if (client.reason() != null) {
      row.add("reason", client.reason().code());
    }
    if (client.detail() != null) {
      row.add("detail", client.detail());
    }
    ClientResult.Place place = client.place();
    put(row, "probability", place.probability());
    put(row, "pc1", place.pc1());
    put(row, "pc2", place.pc2());
    put(row, "mask_density", place.maskDensity());
    ClientResult.Contribution contribution = client.contribution();
    put(row, "norm", contribution.norm());
    put(row, "clipped", contribution.clipped());
    if (contribution.examples() != null) {
      row.add("examples", contribution.examples());
    }
    row.add("weight", contribution.weight());
    put(row, "similarity", contribution.similarity());
    Recalled recalled = client.recalled();
    if (recalled != null) {
      row.add("evidence", recalled.evidence());
      put(row, "curvature", recalled.curvature());
      row.add("reversed", recalled.reversed());
    }
    return row;
  }

  private static void put(Group row, String column, @Nullable Double value) {
    if (value != null) {
      row.add(column, value);
    }
  }

  /** Reads the rows of a committed round. */
  public static List<ClientResult> read(Path file, Configuration hadoop) throws IOException {
    List<ClientResult> clients = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new GroupRows(HadoopInputFile.fromPath(file, hadoop)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        clients.add(client(row));
      }
    }
    return clients;
  }

  private static ClientResult client(Group row) {
    String reason = text(row, "reason");
    return new ClientResult(
        row.getString("client", 0),
        Verdict.of(row.getString("verdict", 0)),
        reason == null ? null : Reason.of(reason),
        text(row, "detail"),
        new ClientResult.Place(
            number(row, "probability"),
            number(row, "pc1"),
            number(row, "pc2"),
            number(row, "mask_density")),
        new ClientResult.Contribution(
            number(row, "norm"),
            number(row, "clipped"),
            row.getFieldRepetitionCount("examples") == 0 ? null : (Long) row.getLong("examples", 0),
            row.getDouble("weight", 0), // The first releases wrote no such column.
            row.getType().containsField("similarity") ? number(row, "similarity") : null),
        row.getType().containsField("evidence") ? recalled(row) : null);
  }

  private static @Nullable Recalled recalled(Group row) {
    return row.getFieldRepetitionCount("evidence") == 0
        ? null
        : new Recalled(
            row.getDouble("evidence", 0), number(row, "curvature"), row.getBoolean("reversed", 0));
  }

  private static @Nullable String text(Group row, String column) {
    return row.getFieldRepetitionCount(column) == 0 ? null : row.getString(column, 0);
  }

  private static @Nullable Double number(Group row, String column) {
    double value = row.getFieldRepetitionCount(column) == 0 ? Double.NaN : row.getDouble(column, 0);
    return Double.isNaN(value) ? null : (Double) value;
  }
}
