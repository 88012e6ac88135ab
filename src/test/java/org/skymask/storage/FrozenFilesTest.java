package org.skymask.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.Role;
import org.skymask.model.TensorSpec;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.AttemptFiles;

/** Frozen tensors lie in files of their own, in another version's attempt, between the others. */
class FrozenFilesTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(3),
          2,
          List.of(
              new TensorSpec("f0", List.of(5), Role.FROZEN, false),
              new TensorSpec("w0", List.of(7, 3), Role.TRAINABLE, false),
              new TensorSpec("f1", List.of(4), Role.FROZEN, false),
              new TensorSpec("none", List.of(0), Role.FROZEN, false),
              new TensorSpec("f2", List.of(2), Role.FROZEN, false),
              new TensorSpec("s0", List.of(6), Role.STATE, true),
              new TensorSpec("w1", List.of(2), Role.TRAINABLE, false)));

  private final FileSystem fs;
  private final Path models;
  private final float[] values = new float[LAYOUT.valueCount()];

  FrozenFilesTest(@TempDir java.nio.file.Path directory) throws IOException {
    this.models = new Path(directory.toUri());
    this.fs = Storage.of(models, new Configuration(false));
  }

  @BeforeEach
  void fill() {
    for (int j = 0; j < values.length; j++) {
      values[j] = j + 0.25f;
    }
  }

  private List<FileDigest> write(String attempt, ParameterFiles cut) throws IOException {
    return ShardWriter.write(fs, new Path(models, attempt), "parameters", cut, values);
  }

  private AttemptFiles attempt(String attempt) {
    return new AttemptFiles(fs, new Path(models, attempt));
  }

  private static List<FileDigest> both(List<FileDigest> own, List<FileDigest> frozen) {
    List<FileDigest> all = new ArrayList<>(own);
    all.addAll(frozen);
    return all;
  }

  @Test
  void digestAndValuesAreThoseOfTheWholeModel() throws IOException {
    for (int row : new int[] {1, 3, 100}) {
      String zero = "round=0/attempt=a-" + row;
      List<FileDigest> frozen = write(zero, ParameterFiles.frozen(LAYOUT));
      assertThat(frozen)
          .extracting(FileDigest::name)
          .containsExactly("parameters/frozen-0.parquet");
      String one = "round=1/attempt=b-" + row;
      List<FileDigest> own = write(one, ParameterFiles.of(LAYOUT, row, 2 * row));
      List<FileDigest> elsewhere =
          frozen.stream()
              .map(f -> new FileDigest("../../" + zero + "/" + f.name(), f.bytes(), f.sha256()))
              .toList();
      assertThat(attempt(one).digest(own, elsewhere, LAYOUT))
          .contains(ModelDigest.of(LAYOUT, values));
      assertThat(attempt(one).readValues(both(own, elsewhere), LAYOUT)).containsExactly(values);
      assertThat(attempt(one).readUpdate(own, LAYOUT)).hasSize(LAYOUT.updateCount());
    }
  }

  @Test
  void whatIsMissingLeftOverOrOutOfOrderHasNoDigest() throws IOException {
    List<FileDigest> frozen = write("x", ParameterFiles.frozen(LAYOUT));
    List<FileDigest> own = write("x", ParameterFiles.of(LAYOUT, 5, 5));
    AttemptFiles files = attempt("x");
    assertThat(files.digest(own, frozen, LAYOUT)).isPresent();
    assertThat(files.digest(own.subList(1, own.size()), frozen, LAYOUT)).isEmpty();
    assertThat(files.digest(own, both(frozen, frozen), LAYOUT)).isEmpty();
    List<FileDigest> turned = new ArrayList<>(own);
    java.util.Collections.swap(turned, 0, 1);
    assertThat(files.digest(turned, frozen, LAYOUT)).isEmpty();
  }

  @Test
  void withoutFrozenTensorsThereIsNoFileOfThem() {
    Layout plain = new Layout(List.of(1), 2, List.of(new TensorSpec("w", List.of(3), true)));
    assertThat(ParameterFiles.frozen(plain).count()).isZero();
    assertThat(ParameterFiles.of(plain).name(0)).isEqualTo("part-0.parquet");
  }
}
