package org.skymask.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.FileDigest;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.TensorSpec;
import org.skymask.storage.Storage;
import org.skymask.storage.version.AttemptFiles;

class ParameterFilesTest {
  /** State in front, in the middle and at the end, and a tensor without values. */
  private static final Layout LAYOUT =
      new Layout(
          List.of(3),
          2,
          List.of(
              new TensorSpec("s0", List.of(5), false),
              new TensorSpec("w0", List.of(7, 3), true),
              new TensorSpec("none", List.of(0), true),
              new TensorSpec("s1", List.of(9), false),
              new TensorSpec("w1", List.of(13), true),
              new TensorSpec("s2", List.of(2), false)));

  private static float[] values() {
    float[] values = new float[LAYOUT.valueCount()];
    for (int j = 0; j < values.length; j++) {
      values[j] = j + 0.5f;
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "4, 16", "8, 20", "100, 100", "5, 1000"})
  void everyPositionIsInOneFile(int row, int most) {
    ParameterFiles cut = ParameterFiles.of(LAYOUT, row, most);
    int[] files = new int[LAYOUT.valueCount()];
    for (int file = 0; file < cut.count(); file++) {
      assertThat(cut.ranges(file)).isNotEmpty().hasSizeLessThanOrEqualTo(2);
      for (Range range : cut.ranges(file)) {
        for (int at = range.start(); at < range.end(); at++) {
          files[at] += 1 + file;
        }
      }
    }
    for (int start = 0; start < files.length; start++) {
      for (int end = start + 1; end <= files.length; end++) {
        int at = start;
        for (ParameterFiles.Piece piece : cut.pieces(start, end)) {
          assertThat(piece.range().start()).isEqualTo(at);
          for (; at < piece.range().end(); at++) {
            assertThat(files[at]).isEqualTo(1 + piece.file());
          }
        }
        assertThat(at).isEqualTo(end);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 16, 4, 16", "4, 16, 3, 7", "3, 7, 100, 100", "100, 100, 4, 16", "1, 1, 5, 20"})
  void aFileIsMadeFromFilesOfAnyCut(
      int row, int most, int otherRow, int otherMost, @TempDir java.nio.file.Path empty)
      throws IOException {
    Path directory = new Path(empty.toUri());
    FileSystem fs = Storage.of(directory, new Configuration(false));
    List<FileDigest> there =
        ShardWriter.write(
            fs, directory, "p", ParameterFiles.of(LAYOUT, otherRow, otherMost), values());
    AttemptFiles files = new AttemptFiles(fs, directory);
    ParameterFiles cut = ParameterFiles.of(LAYOUT, row, most);
    List<FileDigest> made = new ArrayList<>();
    for (int file = 0; file < cut.count(); file++) {
      FileValues values = files.readValues(there, LAYOUT, cut, file);
      for (Range range : cut.ranges(file)) {
        for (int at = range.start(); at < range.end(); at++) {
          assertThat(values.array()[values.index(at)]).isEqualTo(at + 0.5f);
        }
      }
      made.add(values.write(fs, directory, "q/" + cut.name(file)));
    }
    Path other = new Path(directory, "other");
    assertThat(made).isEqualTo(ShardWriter.write(fs, other, "q", cut, values()));
    assertThat(files.digest(made, List.of(), LAYOUT)).contains(ModelDigest.of(LAYOUT, values()));
  }

  @Test
  void aValueHasItsName() {
    FileValues values = new FileValues(LAYOUT, ParameterFiles.of(LAYOUT, 4, 100), 0);
    assertThat(values.size()).isEqualTo(50);
    assertThat(values.name(values.index(0))).isEqualTo("element 0 of tensor w0");
    assertThat(values.name(values.index(33))).isEqualTo("element 12 of tensor w1");
    assertThat(values.name(values.index(34))).isEqualTo("element 0 of tensor s0");
    assertThat(values.name(values.index(49))).isEqualTo("element 1 of tensor s2");
  }

  @Test
  void rowsInAnotherOrderHaveNoDigestAsTheyCome(@TempDir java.nio.file.Path empty)
      throws IOException {
    Path directory = new Path(empty.toUri());
    FileSystem fs = Storage.of(directory, new Configuration(false));
    List<FileDigest> files =
        new ArrayList<>(
            ShardWriter.write(fs, directory, "p", ParameterFiles.of(LAYOUT, 4, 16), values()));
    files.add(files.remove(0));
    assertThat(new AttemptFiles(fs, directory).digest(files, List.of(), LAYOUT)).isEmpty();
    files.add(files.get(0));
    assertThat(new AttemptFiles(fs, directory).digest(files, List.of(), LAYOUT)).isEmpty();
    assertThat(new AttemptFiles(fs, directory).digest(files.subList(0, 1), List.of(), LAYOUT))
        .isEmpty();
  }
}
