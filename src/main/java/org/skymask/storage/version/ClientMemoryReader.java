package org.skymask.storage.version;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.MemoryState;
import org.skymask.memory.Pairs;
import org.skymask.storage.GroupRows;

/** Reads memory.parquet, and takes nothing in it for granted. */
final class ClientMemoryReader {
  private final Path file;
  private final String federation;
  private final int version;

  /**
   * @param version of the commit that names the file; it may have been written with an earlier one
   */
  ClientMemoryReader(Path file, String federation, int version) {
    this.file = file;
    this.federation = federation;
    this.version = version;
  }

  MemoryState read(Configuration hadoop) throws IOException {
    try {
      return state(age(hadoop), rows(hadoop));
    } catch (DamagedFileException e) {
      throw e;
    } catch (RuntimeException e) {
      // Parquet's way of saying that bytes are not what they should be.
      throw new DamagedFileException(file + " cannot be read: " + e, e);
    }
  }

  /** From the footer, before any row is read. */
  private int age(Configuration hadoop) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      FileMetaData footer = reader.getFileMetaData();
      Map<String, String> header = footer.getKeyValueMetaData();
      expect("the format", header.get(ClientMemoryFile.FORMAT_KEY), ClientMemoryFile.FORMAT);
      expect("the federation", header.get(ClientMemoryFile.FEDERATION_KEY), federation);
      int written = number(header, ClientMemoryFile.VERSION_KEY);
      require(
          written <= version,
          "is of version " + written + ", expected " + version + " or an earlier one");
      long rows = reader.getRecordCount();
      require(
          rows >= 1 && rows <= MemoryState.MOST_CLIENTS + 1,
          "holds " + (rows - 1) + " clients, expected at most " + MemoryState.MOST_CLIENTS);
      require(
          footer.getSchema().equals(ClientMemoryFile.SCHEMA),
          "has other columns than those of " + ClientMemoryFile.FORMAT);
      int age = number(header, ClientMemoryFile.AGE_KEY);
      require(age <= written, "has the age " + age + " at version " + written);
      return age;
    }
  }

  private void expect(String what, @Nullable String found, String expected) throws IOException {
    require(expected.equals(found), "has " + what + " " + found + ", expected " + expected);
  }

  private int number(Map<String, String> header, String key) throws IOException {
    String text = String.valueOf(header.get(key));
    require(text.matches("\\d{1,9}"), "has " + key + " = " + text + ", expected a whole number");
    return Integer.parseInt(text);
  }

  private void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new DamagedFileException(file + " " + otherwise, null);
    }
  }

  private List<Group> rows(Configuration hadoop) throws IOException {
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new GroupRows(HadoopInputFile.fromPath(file, hadoop)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private MemoryState state(int age, List<Group> rows) throws IOException {
    ClientMemoryRow root = new ClientMemoryRow(rows.get(0));
    check(root, ClientMemoryFile.ROOT, 0);
    SortedMap<String, ClientRecord> clients = new TreeMap<>();
    List<Pairs.Row> pairs = new ArrayList<>();
    String before = ClientMemoryFile.ROOT;
    for (int i = 1; i < rows.size(); i++) {
      ClientMemoryRow row = new ClientMemoryRow(rows.get(i));
      String name = row.name();
      require(name.matches("[A-Za-z0-9_-]{1,64}"), "names a client that is no client's id");
      require(before.compareTo(name) < 0, "names " + name + " after " + before);
      check(row, name, i - 1);
      clients.put(name, row.client());
      pairs.add(row.pairs());
      before = name;
    }
    Pairs all = new Pairs(List.copyOf(clients.keySet()), pairs);
    require(
        all.count() <= MemoryState.MOST_PAIRS,
        "holds " + all.count() + " pairs, expected at most " + MemoryState.MOST_PAIRS);
    return new MemoryState(age, clients, root.client(), all);
  }

  private void check(ClientMemoryRow row, String name, int index) throws IOException {
    String wrong = row.wrong(version, index);
    String who = name.isEmpty() ? "the root update" : name;
    require(wrong == null, "has for " + who + " " + wrong);
    require(
        !name.isEmpty() || IntStream.of(row.pairs().others()).findAny().isEmpty(),
        "has pairs of the root update");
  }
}
