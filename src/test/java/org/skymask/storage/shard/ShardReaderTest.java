package org.skymask.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.model.Layout;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.model.TensorSpec;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.TestShards.Style;
import org.skymask.storage.parquet.ParquetLimits;

class ShardReaderTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(64),
          10,
          List.of(
              new TensorSpec("0.weight", List.of(10, 64), true),
              new TensorSpec("0.bias", List.of(10), true),
              new TensorSpec("scale", List.of(), true),
              new TensorSpec("1.mean", List.of(3000), false)));

  private static float[] values(int distinct) {
    Random random = new Random(7);
    float[] pool = new float[distinct];
    for (int i = 0; i < distinct; i++) {
      pool[i] = (float) random.nextGaussian();
    }
    pool[0] = Float.MIN_VALUE; // denormal: kept as it is
    pool[1] = -0.0f;
    float[] values = new float[LAYOUT.valueCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = pool[random.nextInt(distinct)];
    }
    return values;
  }

  private static float[] assemble(byte[] file) throws RefusedException {
    TensorAssembler tensors = new TensorAssembler(LAYOUT);
    ShardReader.read(file, ParquetLimits.trusted(), tensors);
    return tensors.finish();
  }

  static Stream<Style> styles() {
    List<Style> styles = new ArrayList<>();
    for (String form :
        List.of(
            TestShards.FLOATS,
            TestShards.OPTIONAL_FLOATS,
            TestShards.REQUIRED_FLOATS,
            TestShards.DOUBLES,
            TestShards.TWO_LEVELS,
            TestShards.ONE_LEVEL,
            TestShards.BINARY)) {
      for (WriterVersion version : WriterVersion.values()) {
        for (boolean dictionary : new boolean[] {false, true}) {
          styles.add(style(form, CompressionCodecName.UNCOMPRESSED, version, dictionary));
        }
      }
    }
    for (CompressionCodecName codec :
        List.of(
            CompressionCodecName.ZSTD, CompressionCodecName.SNAPPY, CompressionCodecName.GZIP)) {
      for (WriterVersion version : WriterVersion.values()) {
        styles.add(style(TestShards.FLOATS, codec, version, true));
      }
    }
    return styles.stream();
  }

  private static Style style(
      String form, CompressionCodecName codec, WriterVersion version, boolean dictionary) {
    return new Style(form, codec, version, dictionary, 17, 4000);
  }

  @ParameterizedTest
  @MethodSource("styles")
  void readsWhatParquetsOwnWriterWrites(Style style) throws IOException {
    for (int[] shape : new int[][] {{2, 7}, {3, 64}, {200, 500}, {100_000, 64}, {100_000, 4096}}) {
      float[] values = values(shape[0]);
      byte[] file = TestShards.write(style, TestShards.rows(LAYOUT, values, shape[1]));
      assertThat(assemble(file)).containsExactly(values);
    }
  }

  @Test
  void readsOneValueARow() throws IOException {
    float[] values = values(1000);
    byte[] file = TestShards.write(Style.USUAL, TestShards.rows(LAYOUT, values, 1));
    assertThat(assemble(file)).containsExactly(values);
  }

  /**
   * Written by PyArrow with encodings and row groups that Parquet's Java writer does not choose.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "stream-split",
        "stream-split-double",
        "delta",
        "prefixes",
        "v2-snappy",
        "large-list",
        "empty-row-groups",
        "half",
        "half-dictionary",
        "half-split",
        "packed"
      })
  void readsOtherEncodings(String name) throws IOException {
    float[] expected = new float[LAYOUT.valueCount()];
    for (int i = 0; i < LAYOUT.tensors().size(); i++) {
      for (int j = 0; j < LAYOUT.tensors().get(i).size(); j++) {
        expected[LAYOUT.start(i) + j] = (j * 37 % 101 - 50) / 64f + i;
      }
    }
    assertThat(assemble(resource("shards/" + name + ".parquet"))).containsExactly(expected);
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ShardReaderTest.class.getResourceAsStream("/" + name), name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void columnsStandInAnyOrderAndOthersAreIgnored() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            """
            message shard {
              optional group extra { repeated group a { optional binary b; optional int96 c; } }
              optional group values (LIST) { repeated group list { required float element; } }
              required int64 offset;
              optional boolean more;
              required binary tensor (STRING);
            }
            """);
    float[] values = values(50);
    List<Group> groups = new ArrayList<>();
    for (Row row : TestShards.rows(LAYOUT, values, 100)) {
      Group group = new SimpleGroup(schema);
      group.addGroup("extra").addGroup("a").append("b", "ignored");
      Group list = group.addGroup("values");
      for (float value : row.values()) {
        list.addGroup(0).append("element", value);
      }
      groups.add(group.append("offset", row.offset()).append("tensor", row.tensor()));
    }
    assertThat(assemble(TestShards.write(Style.USUAL, schema, groups))).containsExactly(values);
  }

  @Test
  void rowsOfEmptyTensorsAreRead() throws IOException {
    List<Row> rows = new ArrayList<>(TestShards.rows(LAYOUT, values(9), 500));
    rows.add(2, new Row("0.bias", 10, new float[0]));
    assertThat(assemble(TestShards.write(Style.USUAL, rows))).containsExactly(values(9));
  }

  private static void refused(String file, List<Group> groups, Reason reason, String detail) {
    MessageType schema = MessageTypeParser.parseMessageType(file);
    byte[] bytes = TestShards.write(Style.USUAL, schema, groups);
    assertThatThrownBy(() -> assemble(bytes))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "required binary tensor; required int64 offset; repeated int32 values;",
        "required binary tensor; required int64 offset; required float values;",
        "required binary tensor; required int64 offset; required binary values (STRING);",
        "required binary tensor; required int64 offset; repeated group values { required float a; }",
        "required binary tensor; required int64 offset; required group values (LIST) { repeated group"
            + " list { required group e (LIST) { repeated group list { required float e; } } } }",
        "required binary tensor; required int64 offset; required group values (LIST) { repeated group"
            + " list { required float a; required float b; } }",
        "required binary tensor; required int32 offset; repeated float values;",
        "required binary tensor; repeated int64 offset; repeated float values;",
        "required group tensor { required binary a; } required int64 offset; repeated float values;",
        "required int64 tensor; required int64 offset; repeated float values;",
        "required binary tensor; required int64 offset;",
        "required binary tensor; required int64 OFFSET; repeated float values;"
      })
  void otherSchemasAreRefused(String columns) {
    refused("message m { " + columns + " }", List.of(), Reason.BAD_SCHEMA, "column");
  }

  @Test
  void nullsAreRefusedWithTheirRow() {
    String schema =
        "message m { optional binary tensor (STRING); optional int64 offset; "
            + TestShards.OPTIONAL_FLOATS
            + " }";
    MessageType type = MessageTypeParser.parseMessageType(schema);
    Group good = new SimpleGroup(type).append("tensor", "scale").append("offset", 0L);
    good.addGroup("values").addGroup(0).append("element", 1f);
    Group noTensor = new SimpleGroup(type).append("offset", 0L);
    Group noOffset = new SimpleGroup(type).append("tensor", "scale");
    Group noValues = new SimpleGroup(type).append("tensor", "scale").append("offset", 0L);
    Group noElement = new SimpleGroup(type).append("tensor", "0.bias").append("offset", 0L);
    noElement.addGroup("values").addGroup(0);

    refused(schema, List.of(good, noTensor), Reason.BAD_SCHEMA, "tensor is null in row 1");
    refused(schema, List.of(noOffset), Reason.BAD_SCHEMA, "offset is null in row 0");
    refused(schema, List.of(good, noValues), Reason.MISSING_VALUES, "values is null in row 1");
    refused(schema, List.of(good, noElement), Reason.MISSING_VALUES, "holds a null in row 1");
  }
}
