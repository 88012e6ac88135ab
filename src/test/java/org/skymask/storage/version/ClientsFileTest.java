package org.skymask.storage.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelDigest;
import org.skymask.model.Reason;
import org.skymask.model.Recalled;
import org.skymask.model.Verdict;
import org.skymask.storage.Storage;

class ClientsFileTest {
  private static final Configuration HADOOP = new Configuration(false);

  private Path directory;
  private FileSystem fs;

  @BeforeEach
  void anEmptyDirectory(@TempDir java.nio.file.Path empty) throws IOException {
    directory = new Path(empty.toUri());
    fs = Storage.of(directory, HADOOP);
  }

  private List<ClientResult> back(List<ClientResult> clients) throws IOException {
    ClientsFile.write(fs, directory, "clients.parquet", clients);
    return ClientsFile.read(new Path(directory, "clients.parquet"), HADOOP);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    List<ClientResult> clients = new ArrayList<>();
    clients.add(
        new ClientResult(
            "a",
            Verdict.ACCEPTED,
            null,
            null,
            new ClientResult.Place(1.0, -0.5, 1e-300, 0.25),
            new ClientResult.Contribution(3.5, 0.75, 1L << 40, 0.1, null),
            null));
    clients.add(
        ClientResult.refused("ü\u0001", Verdict.QUARANTINED, Reason.BAD_CLIENT_ID, "é", 9L));
    clients.add(ClientResult.refused("c", Verdict.INCOMPLETE, null, null, null));
    for (Reason reason : Reason.values()) {
      clients.add(ClientResult.refused("r", Verdict.FILTERED, reason, reason.code(), 0L));
    }
    for (Recalled recalled :
        List.of(new Recalled(1.5, -0.25, true), new Recalled(0, null, false))) {
      clients.add(
          new ClientResult(
              "m",
              Verdict.FILTERED,
              null,
              null,
              new ClientResult.Place(1.0, 0.0, 0.0, 1.0),
              new ClientResult.Contribution(1.0, 1.0, 50L, 0, 0.5),
              recalled));
    }
    assertThat(back(clients)).isEqualTo(clients);
  }

  @Test
  void whatAClientLacksIsANullColumn() throws IOException {
    back(List.of(ClientResult.refused("c", Verdict.INCOMPLETE, null, null, null)));
    Path file = new Path(directory, "clients.parquet");
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(HADOOP).build()) {
      Group row = reader.read();
      for (Type column : schema().getFields()) {
        assertThat(row.getFieldRepetitionCount(column.getName()))
            .as(column.getName())
            .isEqualTo(List.of("client", "verdict", "weight").contains(column.getName()) ? 1 : 0);
      }
    }
  }

  /** As the first releases wrote it. */
  @Test
  void aFileWithoutSimilaritiesIsReadToo() throws IOException {
    back(List.of());
    List<Type> fields = new ArrayList<>(schema().getFields());
    fields.remove(fields.size() - 1);
    MessageType before = new MessageType("client", fields);
    Group row = new SimpleGroup(before);
    row.append("client", "a").append("verdict", "accepted").append("weight", 0.5);
    Path file = new Path(directory, "before.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file).withConf(HADOOP).withType(before).build()) {
      writer.write(row);
    }
    ClientResult client = ClientsFile.read(file, HADOOP).get(0);
    assertThat(client.contribution().weight()).isEqualTo(0.5);
    assertThat(client.contribution().similarity()).isNull();
  }

  private MessageType schema() throws IOException {
    Path file = new Path(directory, "clients.parquet");
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, HADOOP))) {
      return reader.getFileMetaData().getSchema();
    }
  }

  @Test
  void aRoundWithoutClientsIsAFileToo() throws IOException {
    assertThat(back(List.of())).isEmpty();
  }

  @Test
  void columnsAreTheContracts() throws IOException {
    back(List.of());
    assertThat(schema().getFields())
        .extracting(Type::getName)
        .containsExactly(
            "client",
            "verdict",
            "reason",
            "detail",
            "probability",
            "pc1",
            "pc2",
            "mask_density",
            "norm",
            "clipped",
            "examples",
            "weight",
            // Beyond the contract.
            "similarity",
            "evidence",
            "curvature",
            "reversed");
  }

  @Test
  void theDigestIsTheFiles() throws IOException {
    FileDigest written = ClientsFile.write(fs, directory, "x.parquet", List.of());
    byte[] content = Storage.read(fs, new Path(directory, "x.parquet"));
    assertThat(written)
        .isEqualTo(new FileDigest("x.parquet", content.length, ModelDigest.hex(content)));
  }
}
