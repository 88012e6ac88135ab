package org.skymask.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.TensorSpec;
import org.skymask.storage.Storage;

class ShardWriterTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(3),
          2,
          List.of(
              new TensorSpec("state", List.of(5), false),
              new TensorSpec("a.weight", List.of(7, 3), true),
              new TensorSpec("a.bias", List.of(1), true)));

  private Path directory;
  private FileSystem fs;
  private float[] values;

  @BeforeEach
  void aModel(@TempDir java.nio.file.Path empty) throws IOException {
    directory = new Path(empty.toUri());
    fs = Storage.of(directory, new Configuration(false));
    Random random = new Random(3);
    values = new float[LAYOUT.valueCount()];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) random.nextGaussian();
    }
    values[4] = Float.MIN_VALUE;
    values[5] = -0f;
    values[6] = Float.MAX_VALUE;
  }

  private record Row(String tensor, long offset, int count) {}

  private List<Row> rows(List<FileDigest> files) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (FileDigest file : files) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), new Path(directory, file.name())).build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          int count = row.getGroup("values", 0).getFieldRepetitionCount("list");
          rows.add(new Row(row.getString("tensor", 0), row.getLong("offset", 0), count));
        }
      }
    }
    return rows;
  }

  private float[] read(List<FileDigest> files) throws IOException {
    ModelParameters parameters = new ModelParameters(LAYOUT);
    for (FileDigest file : files) {
      Path path = new Path(directory, file.name());
      parameters.add(path, Storage.read(fs, path));
    }
    return parameters.complete(directory);
  }

  /** The same bits in the other form, which stands for uploads that are soon removed. */
  @Test
  void valuesAsBytesAreTheSame() throws IOException {
    FileDigest file = BinaryShardWriter.write(fs, directory, "client=a/u.parquet", LAYOUT, values);
    byte[] content = Storage.read(fs, new Path(directory, file.name()));
    assertThat(file)
        .isEqualTo(new FileDigest("client=a/u.parquet", content.length, ModelDigest.hex(content)));
    assertThat(read(List.of(file))).isEqualTo(values);
    assertThatThrownBy(() -> BinaryShardWriter.write(fs, directory, file.name(), LAYOUT, values))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 4", "2, 7", "7, 7", "8, 1000", "1000, 1", "1000, 1000"})
  void anyChunksAndFilesHoldTheSameModel(int chunk, int most) throws IOException {
    List<FileDigest> files =
        ShardWriter.write(
            fs, directory, "parameters", ParameterFiles.of(LAYOUT, chunk, most), values);
    assertThat(read(files)).containsExactly(values);
  }

  @Test
  void chunksAndFilesAreCutAsAsked() throws IOException {
    List<FileDigest> files =
        ShardWriter.write(fs, directory, "p", ParameterFiles.of(LAYOUT, 8, 16), values);
    assertThat(files)
        .extracting(FileDigest::name)
        .containsExactly("p/part-0.parquet", "p/part-1.parquet");
    assertThat(rows(files))
        .containsExactly(
            new Row("state", 0, 5),
            new Row("a.weight", 0, 8),
            new Row("a.weight", 8, 8),
            new Row("a.weight", 16, 5),
            new Row("a.bias", 0, 1));
    assertThat(rows(files.subList(0, 1))).hasSize(2);
  }

  @Test
  void noFileIsEmpty() throws IOException {
    for (FileDigest file :
        ShardWriter.write(fs, directory, "p", ParameterFiles.of(LAYOUT, 8, 2), values)) {
      assertThat(rows(List.of(file))).isNotEmpty();
    }
  }

  @Test
  void theSameValuesGiveTheSameBytes() throws IOException {
    List<FileDigest> first = ShardWriter.write(fs, directory, "p", LAYOUT, values);
    Path other = new Path(directory, "other");
    List<FileDigest> second = ShardWriter.write(fs, other, "p", LAYOUT, values.clone());
    assertThat(second).isEqualTo(first).hasSize(1);
    values[0] += 1;
    assertThat(ShardWriter.write(fs, new Path(directory, "more"), "p", LAYOUT, values))
        .isNotEqualTo(first);
  }

  @Test
  void theDigestIsTheFiles() throws IOException {
    FileDigest file = ShardWriter.write(fs, directory, "p", LAYOUT, values).get(0);
    byte[] content = Storage.read(fs, new Path(directory, file.name()));
    assertThat(file.bytes()).isEqualTo(content.length);
    assertThat(file.sha256()).isEqualTo(ModelDigest.hex(content));
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    ShardWriter.write(fs, directory, "p", LAYOUT, values);
    assertThatThrownBy(() -> ShardWriter.write(fs, directory, "p", LAYOUT, values))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void noChecksumFilesStandBesideThem() throws IOException {
    ShardWriter.write(fs, directory, "p", LAYOUT, values);
    assertThat(Storage.list(fs, new Path(directory, "p"))).hasSize(1);
  }
}
