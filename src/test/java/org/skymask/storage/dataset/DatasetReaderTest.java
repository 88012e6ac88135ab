package org.skymask.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Style;

class DatasetReaderTest {
  private static final Layout LAYOUT =
      new Layout(List.of(1, 2, 2), 3, List.of(new TensorSpec("w", List.of(3, 4), true)));
  private static final String STANDARD =
      "optional int32 label; "
          + "optional group features (LIST) { repeated group list { optional float element; } }";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  /** Many pages and row groups, so that rows are counted over their borders. */
  private static final Style STYLE =
      new Style("", CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0, true, 3, 100);

  private Path write(String name, String schema, Object[]... rows) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType("message m { " + schema + " }");
    List<Group> groups = new ArrayList<>();
    for (Object[] row : rows) {
      groups.add(group(type, row));
    }
    return Files.write(directory.resolve(name), TestShards.write(STYLE, type, groups));
  }

  private static Group group(MessageType type, Object[] row) {
    Group group = new SimpleGroup(type);
    if (row[0] instanceof Integer label) {
      group.add("label", label);
    } else if (row[0] instanceof Long label) {
      group.add("label", label);
    }
    Group list = group.addGroup("features");
    for (int i = 1; i < row.length; i++) {
      Group element = list.addGroup(0);
      if (row[i] instanceof Float value) {
        element.add(0, value);
      } else if (row[i] instanceof Double value) {
        element.add(0, value);
      }
    }
    return group;
  }

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  private LabelledData read(Path path) throws IOException {
    FileSystem local = FileSystem.getLocal(new Configuration(false)).getRawFileSystem();
    return DatasetReader.readLabelled(
        local, new org.apache.hadoop.fs.Path(path.toString()), LAYOUT);
  }

  private void refused(String schema, Object[] wrong, String... detail) throws IOException {
    Object[][] rows = new Object[12][];
    java.util.Arrays.fill(rows, row(0, 1f, 2f, 3f, 4f));
    if (schema.contains("int64")) {
      java.util.Arrays.fill(rows, row(0L, 1f, 2f, 3f, 4f));
    }
    rows[10] = wrong;
    Path file = write("bad.parquet", schema, rows);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.parquet")
        .hasMessageContainingAll(detail);
  }

  @Test
  void examplesStayInFileOrder() throws IOException {
    Path file = write("a.parquet", STANDARD, row(2, 1f, 2f, 3f, 4f), row(0, 5f, 6f, 7f, 8f));
    LabelledData data = read(file);
    assertThat(data.features()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(data.labels()).containsExactly(2, 0);
  }

  @Test
  void aDirectoryIsReadByName() throws IOException {
    write("b.parquet", STANDARD, row(1, 5f, 6f, 7f, 8f));
    write("a.parquet", STANDARD, row(2, 1f, 2f, 3f, 4f));
    write("_hidden.parquet", STANDARD, row(2, 9f, 9f, 9f, 9f));
    Files.writeString(directory.resolve("notes.txt"), "no data");
    LabelledData data = read(directory);
    assertThat(data.features()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(data.labels()).containsExactly(2, 1);
  }

  @Test
  void longLabelsAndDoubleFeaturesAreAccepted() throws IOException {
    String schema =
        "required int64 label; required binary id; "
            + "required group features (LIST) { repeated group list { required double element; } }";
    MessageType type = MessageTypeParser.parseMessageType("message m { " + schema + " }");
    Group group = group(type, row(2L, 0.1, 0.2, 0.3, 0.4));
    group.add("id", "ignored");
    Path file =
        Files.write(directory.resolve("a.parquet"), TestShards.write(STYLE, type, List.of(group)));
    assertThat(read(file).features()).containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
    assertThat(read(file).labels()).containsExactly(2);
  }

  @Test
  void errorsNameFileRowValueAndWhatWasExpected() throws IOException {
    refused(STANDARD, row(0, 1f, 2f, 3f), "row 10 has 3 features, expected 4");
    refused(STANDARD, row(0, 1f, 2f, 3f, 4f, 5f), "row 10 has more than 4 features");
    refused(STANDARD, row(0), "row 10 has 0 features, expected 4");
    refused(STANDARD, row(3, 1f, 2f, 3f, 4f), "label in row 10 is 3, expected 0 to 2");
    refused(STANDARD, row(-1, 1f, 2f, 3f, 4f), "label in row 10 is -1");
    refused(STANDARD, row(null, 1f, 2f, 3f, 4f), "label is null in row 10");
    refused(STANDARD, row(0, 1f, null, 3f, 4f), "features holds a null in row 10");
    refused(STANDARD, row(0, 1f, 2f, Float.NaN, 4f), "feature 2 of row 10 is NaN");
    refused(
        STANDARD.replace("int32", "int64"), row(1L << 32, 1f, 2f, 3f, 4f), "row 10 is 4294967296");
  }

  @Test
  void columnsMustBeThere() throws IOException {
    String features = STANDARD.substring(STANDARD.indexOf("optional group"));
    Path noLabel = write("a.parquet", features, row(null, 1f, 2f, 3f, 4f));
    assertThatThrownBy(() -> read(noLabel)).hasMessageContaining("no column label");
    Path wrongLabel = write("b.parquet", STANDARD.replace("int32", "float"));
    assertThatThrownBy(() -> read(wrongLabel)).hasMessageContaining("expected int32 or int64");
  }

  @Test
  void thereMustBeExamples() throws IOException {
    assertThatThrownBy(() -> read(directory)).hasMessageContaining("holds no .parquet files");
    assertThatThrownBy(() -> read(directory.resolve("gone")))
        .hasMessageContaining("there is no dataset at");
    Path empty = write("a.parquet", STANDARD);
    assertThatThrownBy(() -> read(empty)).hasMessageContaining("holds no examples");
  }
}
