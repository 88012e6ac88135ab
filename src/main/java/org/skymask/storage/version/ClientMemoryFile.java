package org.skymask.storage.version;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.MemoryState;
import org.skymask.memory.Pairs;
import org.skymask.model.FileDigest;
import org.skymask.storage.FileNames;
import org.skymask.storage.HashingOutputFile;
import org.skymask.storage.shard.StableFooter;

/**
 * memory.parquet: what a federation remembers of its clients, one row each by name, after a row
 * with an empty name for the root update. Lists are binary, little-endian: rounds and the numbers
 * of a pair's other client (0 for the first client) as int32, sums and weights of pairs as float64.
 * The footer names format, federation, version and age.
 */
public final class ClientMemoryFile {
  static final String FORMAT = "skymask-client-memory/1";
  static final String ROOT = "";

  /** Keys of the footer. */
  static final String FORMAT_KEY = "skymask.format";

  static final String FEDERATION_KEY = "skymask.federation";
  static final String VERSION_KEY = "skymask.version";
  static final String AGE_KEY = "skymask.age";

  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message memory {
            required binary client (STRING);
            required double evidence;
            required double curvature_sum;
            required double curvature_weight;
            required boolean reversed;
            required boolean banned;
            required int32 seen;
            required binary rounds;
            required binary pair_clients;
            required binary pair_sums;
            required binary pair_weights;
          }
          """);

  private ClientMemoryFile() {}

  /**
   * Writes it into an attempt.
   *
   * @param version that it is kept with
   */
  public static FileDigest write(
      FileSystem fs, Path directory, String federation, int version, MemoryState state)
      throws IOException {
    HashingOutputFile output = new HashingOutputFile(fs, directory, FileNames.CLIENT_MEMORY);
    Map<String, String> header =
        Map.of(
            FORMAT_KEY,
            FORMAT,
            FEDERATION_KEY,
            federation,
            VERSION_KEY,
            String.valueOf(version),
            AGE_KEY,
            String.valueOf(state.age()));
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new StableFooter(output))
            .withConf(new Configuration(false))
            .withType(SCHEMA)
            .withExtraMetaData(header)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriteMode(ParquetFileWriter.Mode.CREATE)
            .build()) {
      writer.write(row(ROOT, state.root(), null));
      int i = 0;
      for (Map.Entry<String, ClientRecord> client : state.clients().entrySet()) {
        writer.write(row(client.getKey(), client.getValue(), state.pairs().rows().get(i++)));
      }
    }
    return output.written();
  }

  private static Group row(String name, ClientRecord client, Pairs.@Nullable Row pairs) {
    Group row = new SimpleGroup(SCHEMA);
    row.add("client", name);
    row.add("evidence", client.evidence());
    row.add("curvature_sum", client.curvatureSum());
    row.add("curvature_weight", client.curvatureWeight());
    row.add("reversed", client.reversed());
    row.add("banned", client.banned());
    row.add("seen", client.seen());
    row.add("rounds", integers(client.rounds().stream().mapToInt(Integer::intValue).toArray()));
    row.add("pair_clients", integers(pairs == null ? new int[0] : pairs.others()));
    row.add("pair_sums", doubles(pairs == null ? new double[0] : pairs.sums()));
    row.add("pair_weights", doubles(pairs == null ? new double[0] : pairs.weights()));
    return row;
  }

  private static Binary integers(int[] values) {
    ByteBuffer bytes = buffer(Integer.BYTES * values.length);
    Arrays.stream(values).forEach(bytes::putInt);
    return Binary.fromConstantByteArray(bytes.array());
  }

  private static Binary doubles(double[] values) {
    ByteBuffer bytes = buffer(Double.BYTES * values.length);
    Arrays.stream(values).forEach(bytes::putDouble);
    return Binary.fromConstantByteArray(bytes.array());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads what a version keeps, checked against its digest and value by value.
   *
   * @param commit of the version, which names the file
   * @throws DamagedFileException that names the file and says in a sentence why it cannot serve
   */
  public static MemoryState read(ModelStore store, Commit commit, FileDigest file)
      throws IOException {
    Path path = new Path(store.attempt(commit.round(), commit.attempt()), file.name());
    AttemptFiles files = store.files(commit);
    requireLength(path, Math.max(file.bytes(), length(files, file, path)));
    files.read(file);
    return new ClientMemoryReader(path, commit.federation(), commit.round())
        .read(store.fileSystem().getConf());
  }

  private static long length(AttemptFiles files, FileDigest file, Path path) throws IOException {
    try {
      return files.length(file);
    } catch (FileNotFoundException e) {
      throw new DamagedFileException(path + " does not exist, though its commit names it", e);
    }
  }

  private static void requireLength(Path path, long bytes) throws IOException {
    long most = 64L * (MemoryState.MOST_PAIRS + MemoryState.MOST_CLIENTS);
    if (bytes > most) {
      throw new DamagedFileException(
          path + " has " + bytes + " bytes, expected at most " + most, null);
    }
  }
}
