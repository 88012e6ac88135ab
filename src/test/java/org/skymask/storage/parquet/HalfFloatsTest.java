package org.skymask.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatsTest {

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0.0",
    "0x8000, -0.0",
    "0x3c00, 1",
    "0xc000, -2",
    "0x3555, 0.333251953125",
    "0x7bff, 65504",
    "0x0400, 6.103515625E-5",
    "0x03ff, 6.097555160522461E-5",
    "0x0001, 5.960464477539063E-8",
    "0x7c00, Infinity",
    "0xfc00, -Infinity",
    "0x7e01, NaN",
  })
  void binary16(String bits, float value) {
    assertThat(HalfFloats.float16(Integer.decode(bits))).isEqualTo(Float.valueOf(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0x3f80, 1",
    "0xc040, -3",
    "0x7f7f, 3.3895314E38",
    "0x0001, 9.1835E-41",
    "0x7f80, Infinity"
  })
  void bfloat16(String bits, float value) {
    assertThat(HalfFloats.bfloat16(Integer.decode(bits))).isEqualTo(Float.valueOf(value));
  }

  /** Larger bits of one sign are larger numbers. */
  @Test
  void theOrderIsThatOfTheBits() {
    for (int bits = 1; bits <= 0x7c00; bits++) {
      assertThat(HalfFloats.float16(bits)).isGreaterThan(HalfFloats.float16(bits - 1));
    }
  }
}
