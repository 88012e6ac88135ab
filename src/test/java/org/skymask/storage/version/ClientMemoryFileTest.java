package org.skymask.storage.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.MemoryState;
import org.skymask.memory.Pairs;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelDigest;
import org.skymask.storage.FileNames;

/** memory.parquet says again what was written, or says in a sentence why it cannot serve. */
class ClientMemoryFileTest {
  private static final String FEDERATION = "demo";
  private static final int VERSION = 12;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private FileSystem fs;
  private org.apache.hadoop.fs.Path attempt;
  private ModelStore store;

  @BeforeEach
  void open() throws IOException {
    store = new ModelStore(directory.toString(), new Configuration(false));
    fs = store.fileSystem();
    attempt = store.attempt(VERSION, "one");
  }

  private static ClientRecord client(double evidence, double curvature) {
    return new ClientRecord(
        evidence, curvature * 1.7, 1.7, curvature < 0, false, 9, List.of(5, 9, 12));
  }

  private static MemoryState state() {
    return state(new TreeMap<>());
  }

  private static MemoryState state(SortedMap<String, ClientRecord> further) {
    SortedMap<String, ClientRecord> clients = new TreeMap<>(further);
    clients.put("site-a", client(0, 0.4));
    clients.put("site-b", client(2.25, -0.5));
    clients.put("site-c", ClientRecord.NEW.shutOut());
    double[][] now = {{1, -0.25}, {-0.25, 0.125}};
    Pairs pairs = Pairs.NONE.with(List.of("site-a", "site-b"), now).pairs();
    return new MemoryState(11, clients, client(0, 0.5), pairs.of(List.copyOf(clients.keySet())));
  }

  private static Path local(org.apache.hadoop.fs.Path directory, FileDigest file) {
    return Path.of(directory.toUri().getPath(), file.name());
  }

  private FileDigest write(MemoryState state) throws IOException {
    return ClientMemoryFile.write(fs, attempt, FEDERATION, VERSION, state);
  }

  private MemoryState read(FileDigest file, String federation, int version) throws IOException {
    Commit commit =
        new Commit(federation, version, "one", "sha256:0", "sha256:1", List.of(file), "test");
    return ClientMemoryFile.read(store, commit, file);
  }

  private void refuses(FileDigest file, String why) {
    assertThatThrownBy(() -> read(file, FEDERATION, VERSION))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("round=12/attempt=one/memory.parquet")
        .hasMessageContaining(why);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    MemoryState read = read(write(state()), FEDERATION, VERSION);
    assertThat(read.age()).isEqualTo(11);
    assertThat(read.root()).isEqualTo(state().root());
    assertThat(read.clients()).isEqualTo(state().clients());
    assertThat(read.pairs().clients()).containsExactly("site-a", "site-b", "site-c");
    for (int i = 0; i < 3; i++) {
      Pairs.Row expected = state().pairs().rows().get(i);
      Pairs.Row row = read.pairs().rows().get(i);
      assertThat(row.others()).isEqualTo(expected.others());
      assertThat(row.sums()).isEqualTo(expected.sums());
      assertThat(row.weights()).isEqualTo(expected.weights());
    }
  }

  @Test
  void theSameMemoryHasTheSameBytes() throws IOException {
    FileDigest first = write(state());
    fs.delete(new org.apache.hadoop.fs.Path(attempt, first.name()), false);
    assertThat(write(state())).isEqualTo(first);
  }

  /** A carried version holds what its base held. */
  @Test
  void anEarlierVersionsMemoryServes() throws IOException {
    FileDigest file = write(state());
    org.apache.hadoop.fs.Path later = store.attempt(VERSION + 1, "one");
    Files.createDirectories(Objects.requireNonNull(local(later, file).getParent()));
    fs.rename(
        new org.apache.hadoop.fs.Path(attempt, file.name()),
        new org.apache.hadoop.fs.Path(later, file.name()));
    assertThat(read(file, FEDERATION, VERSION + 1).age()).isEqualTo(11);
  }

  @Test
  void anotherFederationsIsRefused() throws IOException {
    FileDigest file = write(state());
    assertThatThrownBy(() -> read(file, "other", VERSION))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageEndingWith("has the federation demo, expected other");
  }

  @Test
  void aLaterVersionsIsRefused() throws IOException {
    FileDigest file = ClientMemoryFile.write(fs, attempt, FEDERATION, VERSION + 1, state());
    refuses(file, "is of version 13, expected 12 or an earlier one");
  }

  @Test
  void aFileThatIsGoneOrCutOffIsRefused() throws IOException {
    FileDigest file = write(state());
    Path path = local(attempt, file);
    byte[] content = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(content, content.length - 10));
    refuses(file, "is damaged: SHA-256 ");
    Files.delete(path);
    refuses(file, "does not exist");
  }

  /** With a digest that fits, as somebody may write it who may write a commit. */
  @Test
  void whatIsNoParquetIsRefused() throws IOException {
    FileDigest file = write(state());
    for (byte[] content :
        new byte[][] {
          new byte[0],
          "nonsense".getBytes(StandardCharsets.UTF_8),
          Arrays.copyOf(Files.readAllBytes(local(attempt, file)), 500)
        }) {
      refuses(replaced(file, content), "cannot be read");
    }
  }

  private FileDigest replaced(FileDigest file, byte[] content) throws IOException {
    Files.write(local(attempt, file), content);
    return new FileDigest(file.name(), content.length, ModelDigest.hex(content));
  }

  @Test
  void anotherParquetFileIsRefused() throws IOException {
    FileDigest clients = ClientsFile.write(fs, attempt, "clients.parquet", List.of());
    byte[] content = Files.readAllBytes(local(attempt, clients));
    refuses(replaced(write(state()), content), "has the format null, expected skymask-client-mem");
  }

  private void refuses(String client, ClientRecord record, String why) throws IOException {
    fs.delete(new org.apache.hadoop.fs.Path(attempt, FileNames.CLIENT_MEMORY), false);
    refuses(write(state(new TreeMap<>(Map.of(client, record)))), why);
  }

  @Test
  void numbersThatCannotBeAreRefused() throws IOException {
    refuses("x", client(Double.NaN, 0), "has for x evidence = NaN, expected 0 to 6.0");
    refuses("x", client(6.5, 0), "evidence = 6.5");
    refuses("x", client(0, Double.NaN), "curvature_sum = NaN");
    refuses("x", client(0, 1.5), "curvature_sum = 2.55 of the weight 1.7");
    refuses(
        "x",
        new ClientRecord(0, 0, Double.POSITIVE_INFINITY, false, false, 1, List.of()),
        "curvature_weight = Infinity");
    refuses("x", new ClientRecord(0, 0, 0, false, false, 1, List.of(13)), "rounds [13]");
    refuses("x", new ClientRecord(0, 0, 0, false, false, 2, List.of(3, 3)), "rounds [3, 3]");
    refuses("x", new ClientRecord(0, 0, 0, false, false, 0, List.of(3)), "seen = 0");
    refuses("../x", client(0, 0), "names a client that is no client's id");
  }

  @Test
  void pairsThatCannotBeAreRefused() throws IOException {
    refuses(new int[] {3}, 1, 1, "a pair with client 3");
    refuses(new int[] {-1}, 1, 1, "a pair with client -1");
    refuses(new int[] {0}, Double.NaN, 1, "a pair of sum NaN");
    refuses(new int[] {0}, 1, 0, "and weight 0.0");
    refuses(new int[] {0}, 1, 6, "and weight 6.0");
  }

  private void refuses(int[] others, double sum, double weight, String why) throws IOException {
    fs.delete(new org.apache.hadoop.fs.Path(attempt, FileNames.CLIENT_MEMORY), false);
    Pairs.Row row = new Pairs.Row(others, new double[] {sum}, new double[] {weight});
    Pairs pairs = new Pairs(List.of("x"), List.of(row));
    SortedMap<String, ClientRecord> one = new TreeMap<>(Map.of("x", client(0, 0)));
    refuses(write(new MemoryState(1, one, ClientRecord.NEW, pairs)), why);
  }

  /** The footer tells how many before a row is read. */
  @Test
  void tooManyClientsAreRefused() throws IOException {
    SortedMap<String, ClientRecord> many = new TreeMap<>();
    for (int i = 0; i <= MemoryState.MOST_CLIENTS; i++) {
      many.put("name-" + i, ClientRecord.NEW);
    }
    List<Pairs.Row> none =
        Collections.nCopies(many.size(), new Pairs.Row(new int[0], new double[0], new double[0]));
    Pairs pairs = new Pairs(List.copyOf(many.keySet()), none);
    FileDigest file = write(new MemoryState(1, many, ClientRecord.NEW, pairs));
    refuses(file, "holds 10001 clients, expected at most 10000");
    FileDigest larger = new FileDigest(file.name(), 10L << 30, file.sha256());
    refuses(larger, "has 10737418240 bytes, expected at most");
  }
}
