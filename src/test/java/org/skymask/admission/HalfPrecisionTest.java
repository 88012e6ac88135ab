package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.admission.Admission.Admitted;
import org.skymask.model.Reason;
import org.skymask.storage.RawShard;
import org.skymask.storage.RawShard.Body;

/** Values of 16 bits: their bits, and what is refused. */
class HalfPrecisionTest {
  private static final HalfColumns COLUMNS = new HalfColumns(Upload.LAYOUT);
  private static final int COUNT = Upload.LAYOUT.valueCount();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  private Admission admit(byte[] shard) throws IOException {
    Path directory = Upload.of("site-a", shard).write(round, "site-a");
    return Upload.admission().admit(Local.raw(), Local.path(directory));
  }

  @ParameterizedTest
  @CsvSource({
    "f16, 3c00, 1",
    "f16, c000, -2",
    "f16, 7bff, 65504",
    "f16, 0001, 5.9604645e-8",
    "f16, 83ff, -6.097555e-5",
    "bf16, 3f80, 1",
    "bf16, c000, -2",
    "bf16, 7f7f, 3.3895314e38",
    "bf16, 0001, 9.1835e-41",
  })
  void numbersAreThoseOfTheirBits(String dtype, String bits, float expected) throws IOException {
    short half = (short) Integer.parseInt(bits, 16);
    Admission admission = admit(COLUMNS.packed(dtype, half).build());
    assertThat(((Admitted) admission).delta()).hasSize(COUNT).containsOnly(expected);
  }

  @ParameterizedTest
  @CsvSource({"f16, 7c00", "f16, fc00", "f16, 7e01", "bf16, 7f80", "bf16, ff80", "bf16, 7fc0"})
  void whatIsNotFiniteIsRefused(String dtype, String bits) throws IOException {
    short half = (short) Integer.parseInt(bits, 16);
    Admission admission = admit(COLUMNS.packed(dtype, half).build());
    UploadAdmissionTest.assertRefused(admission, Reason.NON_FINITE, "");
  }

  @Test
  void anUnknownKindIsRefusedByItsName() throws IOException {
    Admission admission = admit(COLUMNS.packed("f64", (short) 0).build());
    UploadAdmissionTest.assertRefused(
        admission, Reason.BAD_SCHEMA, "column dtype is f64 in row 0, expected f32, f16, bf16");
  }

  @Test
  void anOddNumberOfBytesIsRefused() throws IOException {
    Admission admission = admit(COLUMNS.odd("bf16").build());
    UploadAdmissionTest.assertRefused(
        admission, Reason.BAD_SCHEMA, "expected numbers of two bytes each");
  }

  @Test
  void listsOfFloat16AreRead() throws IOException {
    Admission admission =
        admit(HalfColumns.file(COLUMNS.list(HalfColumns.element(2), (short) 0x3c00)));
    assertThat(((Admitted) admission).delta()).hasSize(COUNT).containsOnly(1);
  }

  @Test
  void twoBytesThatAreNotSaidToBeFloat16AreRefused() throws IOException {
    SchemaElement date = HalfColumns.element(2).setLogicalType(LogicalType.DATE(new DateType()));
    for (SchemaElement element :
        List.of(
            date,
            HalfColumns.element(2).setLogicalType(null),
            HalfColumns.element(4),
            HalfColumns.element(-2),
            HalfColumns.element(1 << 30))) {
      Admission admission = admit(HalfColumns.file(COLUMNS.list(element, (short) 0)));
      UploadAdmissionTest.assertRefused(admission, Reason.BAD_SCHEMA, "column values is");
    }
  }

  @Test
  void theKindOfListsIsNotAsked() throws IOException {
    RawShard shard = COLUMNS.list(HalfColumns.element(2), (short) 0x3c00);
    SchemaElement dtype = RawShard.leaf("dtype", Type.INT32, FieldRepetitionType.REQUIRED);
    shard.column(dtype, Body.data(Encoding.PLAIN, 3, new byte[1]));
    assertThat(admit(HalfColumns.file(shard))).isInstanceOf(Admitted.class);
  }
}
