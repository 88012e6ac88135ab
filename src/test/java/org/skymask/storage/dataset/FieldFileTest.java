package org.skymask.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues.Booleans;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.Signature;
import org.skymask.model.TensorSpec;
import org.skymask.model.ValueType;

class FieldFileTest {
  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              new FieldSpec("tokens", ValueType.INT64, List.of(3)),
              new FieldSpec("padding", ValueType.BOOL, List.of(3)),
              new FieldSpec("age", ValueType.FLOAT32, List.of())),
          new FieldSpec("next", ValueType.INT64, List.of(3)),
          LossFunction.CROSS_ENTROPY_PER_TOKEN,
          5);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  private FieldData read(Signature signature) throws IOException {
    Layout layout = new Layout(signature, List.of(new TensorSpec("w", List.of(1), true)));
    return (FieldData)
        DatasetReader.read(
            FileSystem.getLocal(new Configuration(false)),
            new org.apache.hadoop.fs.Path(directory.toUri()),
            layout);
  }

  private static FieldData examples(long first) {
    return new FieldData(
        List.of(
            new Longs(new long[] {first, 2, 3, 4, 5, 1L << 40}, 3),
            new Booleans(new boolean[] {true, false, false, false, true, true}, 3),
            new Floats(new float[] {0.5f, -7}, 1)),
        new Longs(new long[] {0, 4, -100, 1, 2, 3}, 3));
  }

  @Test
  void columnsAreReadByNameAndFilesInTheirOrder() throws IOException {
    FieldDatasets.write(directory.resolve("a.parquet"), SIGNATURE, examples(1));
    FieldDatasets.write(directory.resolve("b.parquet"), SIGNATURE, examples(9));
    FieldData read = read(SIGNATURE);
    assertThat(read.size()).isEqualTo(4);
    assertThat(((Longs) read.input(0, 0, read.size()).values()).values())
        .containsExactly(1, 2, 3, 4, 5, 1L << 40, 9, 2, 3, 4, 5, 1L << 40);
    assertThat(((Booleans) read.input(1, 0, read.size()).values().between(0, 1)).values())
        .containsExactly(true, false, false);
    assertThat(((Floats) read.input(2, 0, read.size()).values()).values())
        .containsExactly(0.5f, -7, 0.5f, -7);
    assertThat(((Longs) read.target(1, 2)).values()).containsExactly(1, 2, 3);
    assertThat(read.between(0, 2).digest()).isEqualTo(examples(1).digest());
    assertThat(read.digest()).isNotEqualTo(read.take(new int[] {1, 0, 2, 3}).digest());
  }

  /** Of a schema, and a row that {@code filler} fills. */
  private void write(String columns, FieldDatasets.Filler filler) throws IOException {
    FieldDatasets.write(
        directory.resolve("a.parquet"),
        MessageTypeParser.parseMessageType("message m { " + columns + " }"),
        1,
        filler);
  }

  private static Signature number(List<Integer> shape, LossFunction loss) {
    return new Signature(
        List.of(new FieldSpec("x", ValueType.FLOAT32, shape)),
        new FieldSpec("y", ValueType.FLOAT32, List.of()),
        loss,
        null);
  }

  @Test
  void numbersMayHaveAnyTypeAndListsAnyDepth() throws IOException {
    write(
        "optional group x (LIST) { repeated group list { optional group element (LIST) {"
            + " repeated group list { optional double element; } } } }"
            + " optional fixed_len_byte_array(2) y; optional binary other;",
        (row, group) -> {
          Group outer = group.addGroup("x");
          for (int i = 0; i < 2; i++) {
            Group inner = outer.addGroup("list").addGroup("element");
            inner.addGroup("list").add("element", 0.25 + i);
            inner.addGroup("list").add("element", 10.0 + i);
          }
          // 1.5 in binary16.
          group.add("y", Binary.fromConstantByteArray(new byte[] {0, 0x3e}));
        });
    FieldData read = read(number(List.of(2, 2), LossFunction.MEAN_SQUARED_ERROR));
    assertThat(((Floats) read.input(0, 0, read.size()).values()).values())
        .containsExactly(0.25f, 10, 1.25f, 11);
    assertThat(((Floats) read.target()).values()).containsExactly(1.5f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required float x;   | 3   | required float z;  | 1 | there is no column y; the file has [x, z]",
        "required float x;   | 1e39 | required float y; | 1 | column x holds Infinity in row 0, expected a finite number",
        "required float x;   | 1   | required float y;  | 1.5 | column y holds 1.5 in row 0, expected 0 to 1",
        "required float x;   | 1   | required boolean y; | 1 | column y holds boolean, expected numbers (float32 in layout.json)",
        "optional float x;   |     | required float y;  | 1 | column x is null in row 0, expected a value",
        "repeated float x;   | 1,2 | required float y;  | 1 | column x has more than 1 values in row 0 (the shape [] in layout.json)",
      })
  void whatIsWrongIsNamed(String x, String xs, String y, String ys, String message)
      throws IOException {
    write(x + " " + y, (row, group) -> fill(group, xs == null ? "" : xs, y, ys));
    assertThatThrownBy(() -> read(number(List.of(), LossFunction.BINARY_CROSS_ENTROPY)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("a.parquet: " + message);
  }

  private static void fill(Group group, String xs, String y, String ys) {
    for (String value : xs.isEmpty() ? new String[0] : xs.split(",")) {
      group.add("x", Float.parseFloat(value));
    }
    if (y.contains("boolean")) {
      group.add(1, true);
    } else {
      group.add(1, Float.parseFloat(ys));
    }
  }

  @Test
  void aClassThatThereIsNotIsNamed() throws IOException {
    FieldData wrong =
        new FieldData(examples(1).inputs(), new Longs(new long[] {0, 1, 2, 3, 5, 4}, 3));
    FieldDatasets.write(directory.resolve("a.parquet"), SIGNATURE, wrong);
    assertThatThrownBy(() -> read(SIGNATURE))
        .hasMessageEndingWith(
            "a.parquet: column next holds 5 in row 1, expected 0 to 4, or -100 to be ignored");
  }

  @Test
  void aPlaceThatAnEmbeddingDoesNotHaveIsNamed() throws IOException {
    Signature embedded =
        new Signature(
            List.of(new FieldSpec("tokens", ValueType.INT64, List.of(3), 6)),
            SIGNATURE.target(),
            SIGNATURE.loss(),
            5);
    FieldDatasets.write(directory.resolve("a.parquet"), SIGNATURE, examples(1));
    assertThatThrownBy(() -> read(embedded))
        .hasMessageEndingWith(
            "a.parquet: column tokens holds 1099511627776 in row 1, expected 0 to 5"
                + " (layout.json)");
  }

  @Test
  void aListOfAnotherLengthIsNamed() throws IOException {
    Signature longer =
        new Signature(
            List.of(new FieldSpec("tokens", ValueType.INT64, List.of(4))),
            SIGNATURE.target(),
            SIGNATURE.loss(),
            5);
    FieldDatasets.write(directory.resolve("a.parquet"), SIGNATURE, examples(1));
    assertThatThrownBy(() -> read(longer))
        .hasMessageEndingWith(
            "a.parquet: column tokens has 3 values in row 0, expected 4 (the shape [4] in"
                + " layout.json)");
  }
}
