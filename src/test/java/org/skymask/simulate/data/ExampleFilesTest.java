package org.skymask.simulate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

class ExampleFilesTest {
  private static final Configuration HADOOP = new Configuration(false);
  private static final Layout SMALL = Bytes.layout(3, 1, 2, 2);

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path directory;

  private Examples read(String name, Layout layout) throws IOException {
    return ExampleFiles.read(directory.resolve(name).toString(), HADOOP, layout);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(directory.resolve(name), content);
  }

  @Test
  void idxFilesArePackedOrNot() throws IOException {
    byte[] images = Bytes.idx(new int[] {2, 2, 2}, 0, 51, 102, 255, 1, 2, 3, 4);
    byte[] labels = Bytes.idx(new int[] {2}, 2, 0);
    write("train-images-idx3-ubyte", images);
    write("train-labels-idx1-ubyte", labels);
    write("t10k-images-idx3-ubyte.gz", Bytes.gzip(images));
    write("t10k-labels-idx1-ubyte.gz", Bytes.gzip(labels));
    for (String name : List.of("train-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz")) {
      LabelledData data = (LabelledData) read(name, SMALL).data();
      assertThat(data.labels()).containsExactly(2, 0);
      assertThat(data.features()).startsWith(0f, 0.2f, 0.4f, 1f).hasSize(8);
    }
    assertThat(
            ExampleFiles.files(directory.resolve("t10k-images-idx3-ubyte.gz").toString(), HADOOP))
        .extracting(org.apache.hadoop.fs.Path::getName)
        .containsExactly("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
  }

  @Test
  void idxFilesThatDoNotFitSayWhy() throws IOException {
    write("a-images-idx3-ubyte", Bytes.idx(new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8));
    write("a-labels-idx1-ubyte", Bytes.idx(new int[] {3}, 1, 2, 0));
    refused("a-images-idx3-ubyte", SMALL, "has 3 labels for the 2 images");
    write("a-labels-idx1-ubyte", Bytes.idx(new int[] {2}, 1, 3));
    refused("a-images-idx3-ubyte", SMALL, "the label of example 1 is 3, expected 0 to 2");
    refused("a-images-idx3-ubyte", Bytes.layout(4, 9), "images of 4 values, and the model takes 9");
    write("a-labels-idx1-ubyte", Bytes.idx(new int[] {2}, 1));
    refused("a-images-idx3-ubyte", SMALL, "has 1 values, expected 2 by its extents");
    write("a-labels-idx1-ubyte", new byte[] {1, 2, 3, 4});
    refused("a-images-idx3-ubyte", SMALL, "is no IDX file");
    write("a-labels-idx1-ubyte", new byte[] {0, 0, 13, 1});
    refused("a-images-idx3-ubyte", SMALL, "IDX type 0x0d, expected 0x08");
    write("a-labels-idx1-ubyte", new byte[] {0, 0, 8, 1, 0});
    refused("a-images-idx3-ubyte", SMALL, "ends before the extents");
    write("b-images-idx3-ubyte.gz", new byte[] {1, 2, 3});
    refused("b-images-idx3-ubyte.gz", SMALL, "b-images-idx3-ubyte.gz cannot be unpacked");
  }

  private void refused(String name, Layout layout, String message) {
    assertThatThrownBy(() -> read(name, layout))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void cifarBatchesOfADirectoryAreJoined() throws IOException {
    Layout layout = Bytes.layout(10, 3, 32, 32);
    for (int batch = 1; batch <= 2; batch++) {
      byte[] records = new byte[2 * 3073];
      records[0] = (byte) batch;
      records[1] = (byte) 255;
      records[3073] = 9;
      records[2 * 3073 - 1] = 51;
      write("data_batch_" + batch + ".bin", records);
    }
    write("test_batch.bin", new byte[3073]);
    LabelledData all = (LabelledData) read("", layout).data();
    assertThat(all.labels()).containsExactly(1, 9, 2, 9);
    assertThat(all.features()[0]).isEqualTo(1f);
    assertThat(all.features()[2 * 3072 - 1]).isEqualTo(0.2f);
    assertThat(read("test_batch.bin", layout).size()).isEqualTo(1);
    write("test_batch.bin", new byte[3072]);
    refused("test_batch.bin", layout, "has 3072 bytes, expected records of 3073");
    refused("data_batch_1.bin", SMALL, "the model takes 4");
  }

  @Test
  void parquetMayNameSilos() throws IOException {
    parquet("people.parquet", List.of("b", "a", "b"));
    Examples people = read("people.parquet", Bytes.layout(2, 1));
    assertThat(people.silos()).containsExactly("b", "a", "b");
    assertThat(((LabelledData) people.data()).labels()).containsExactly(0, 1, 0);
    org.apache.hadoop.fs.Path plain =
        new org.apache.hadoop.fs.Path(directory.resolve("plain.parquet").toUri());
    write("plain.parquet", new byte[] {1, 2, 3});
    DatasetWriter.write(plain, HADOOP, (LabelledData) people.data());
    assertThat(directory.resolve(".plain.parquet.crc")).doesNotExist();
    Examples read = read("plain.parquet", Bytes.layout(2, 1));
    assertThat(read.silos()).isEmpty();
    assertThat(((LabelledData) read.data()).features()).containsExactly(0f, 1f, 2f);
  }

  private void parquet(String name, List<String> silos) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message d { required binary silo (STRING); required int32 label; required group"
                + " features (LIST) { repeated group list { required float element; } } }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(directory.resolve(name).toUri()))
            .withConf(HADOOP)
            .withType(schema)
            .build()) {
      for (int i = 0; i < silos.size(); i++) {
        Group row = new SimpleGroup(schema).append("silo", silos.get(i)).append("label", i % 2);
        row.addGroup("features").addGroup("list").add("element", (float) i);
        writer.write(row);
      }
    }
  }
}
