package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.format.BsonType;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.EnumType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NullType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.UUIDType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.admission.Admission.Admitted;
import org.skymask.model.Reason;
import org.skymask.storage.ParquetParts;
import org.skymask.storage.RawShard;

/** An annotation that makes a column something else makes the schema wrong. */
class AnnotationsTest {
  private static final float[] VALUES = Upload.values(3);
  private static final RightColumns RIGHT = new RightColumns(Upload.LAYOUT, VALUES);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  private Admission admit(byte[] shard) throws IOException {
    Path directory = Upload.of("site-a", shard).write(round, "site-a");
    return Upload.admission().admit(Local.raw(), Local.path(directory));
  }

  private void check(byte[] shard, boolean admitted, String column) throws IOException {
    Admission admission = admit(shard);
    if (admitted) {
      assertThat(((Admitted) admission).delta()).containsExactly(VALUES);
    } else {
      UploadAdmissionTest.assertRefused(admission, Reason.BAD_SCHEMA, "column " + column);
    }
  }

  private static byte[] tensor(SchemaElement element) {
    RawShard shard = new RawShard(RIGHT.rows()).column(element, RIGHT.plain(RIGHT.tensors()));
    return RIGHT.withValues(RIGHT.withOffset(shard)).build();
  }

  private static byte[] offset(SchemaElement element) {
    RawShard shard = RIGHT.withTensor(new RawShard(RIGHT.rows()));
    return RIGHT.withValues(shard.column(element, RIGHT.plain(RIGHT.offsets()))).build();
  }

  private static byte[] values(SchemaElement element) {
    RawShard shard = RIGHT.withOffset(RIGHT.withTensor(new RawShard(RIGHT.rows())));
    return shard.column(element, RIGHT.plain(RIGHT.packed())).build();
  }

  @Test
  void noAnnotationIsRight() throws IOException {
    check(RIGHT.right().build(), true, "");
  }

  @ParameterizedTest
  @EnumSource(ConvertedType.class)
  void theOldForm(ConvertedType type) throws IOException {
    check(
        tensor(RightColumns.tensor().setConverted_type(type)),
        type == ConvertedType.UTF8,
        "tensor");
    check(
        offset(RightColumns.offset().setConverted_type(type)),
        type == ConvertedType.INT_64,
        "offset");
    check(values(RightColumns.binary().setConverted_type(type)), false, "values");
  }

  static Stream<LogicalType> logicalTypes() {
    List<LogicalType> types = new ArrayList<>();
    types.add(LogicalType.STRING(new StringType()));
    types.add(LogicalType.MAP(new MapType()));
    types.add(LogicalType.LIST(new ListType()));
    types.add(LogicalType.ENUM(new EnumType()));
    types.add(LogicalType.DECIMAL(new DecimalType(2, 9)));
    types.add(LogicalType.DATE(new DateType()));
    TimeUnit unit = TimeUnit.MILLIS(new MilliSeconds());
    types.add(LogicalType.TIME(new TimeType(true, unit)));
    types.add(LogicalType.TIMESTAMP(new TimestampType(true, unit)));
    types.add(LogicalType.INTEGER(new IntType((byte) 64, true)));
    types.add(LogicalType.INTEGER(new IntType((byte) 64, false)));
    types.add(LogicalType.INTEGER(new IntType((byte) 32, true)));
    types.add(LogicalType.UNKNOWN(new NullType()));
    types.add(LogicalType.JSON(new JsonType()));
    types.add(LogicalType.BSON(new BsonType()));
    types.add(LogicalType.UUID(new UUIDType()));
    return types.stream();
  }

  @ParameterizedTest
  @MethodSource("logicalTypes")
  void theNewForm(LogicalType type) throws IOException {
    boolean text = type.isSetSTRING();
    boolean int64 =
        type.isSetINTEGER()
            && type.getINTEGER().isIsSigned()
            && type.getINTEGER().getBitWidth() == 64;
    check(tensor(RightColumns.tensor().setLogicalType(type)), text, "tensor");
    check(offset(RightColumns.offset().setLogicalType(type)), int64, "offset");
    check(values(RightColumns.binary().setLogicalType(type)), false, "values");
  }

  @Test
  void listsAreNoMapsAndTheirNumbersNothingElse() throws IOException {
    ParquetParts parts = ParquetParts.of(Upload.of("site-a", VALUES).shard());
    check(parts.build(), true, "");
    for (ConvertedType type : ConvertedType.values()) {
      for (int element = 0; element < 3; element++) {
        int at = 3 + element;
        boolean right = element == 0 && type == ConvertedType.LIST;
        byte[] shard =
            parts.build(
                footer -> {
                  footer.getSchema().get(at).unsetLogicalType();
                  footer.getSchema().get(at).setConverted_type(type);
                });
        check(shard, right, "values");
      }
    }
  }

  /** DuckDB's {@code to_json([-1])}: four characters, which are a float32 of 1e31 and more. */
  @Test
  void theTextOfAListIsNotItsNumbers() throws IOException {
    String[] texts = new String[RIGHT.rows()];
    Arrays.fill(texts, "[-1]");
    SchemaElement json = RightColumns.binary().setConverted_type(ConvertedType.JSON);
    RawShard shard = RIGHT.withOffset(RIGHT.withTensor(new RawShard(RIGHT.rows())));
    UploadAdmissionTest.assertRefused(
        admit(shard.column(json, RIGHT.plain(RawShard.strings(texts))).build()),
        Reason.BAD_SCHEMA,
        "column values is binary (json), expected list<float32>");
  }
}
