package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0", "0.012345, 0.0123", "-19.132, −19.1", "123456, 123456", "9.999, 10.00",
    "1.5e-7, 1.50e−7", "3e18, 3.00e+18", "NaN, –", "Infinity, ∞", "-Infinity, −∞"
  })
  void keepsThreeDigits(double value, String text) {
    assertThat(Numbers.significant(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "0.5, 0.500", "0.99999, >0.999", "1e-9, <0.001", "NaN, –"})
  void tellsAlmostCertainFromCertain(double value, String text) {
    assertThat(Numbers.share(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0123, 12.3 ms", "5.61, 5.61 s", "119.9, 2 min 0 s", "3725, 62 min 5 s", "NaN, –"})
  void givesSecondsAUnit(double value, String text) {
    assertThat(Numbers.seconds(value)).isEqualTo(text);
  }

  @Test
  void neverWritesMinusZero() {
    assertThat(Numbers.fixed(-0.0001, 1)).isEqualTo("0.0");
    assertThat(Svg.number(-0.0001)).isEqualTo("0");
  }

  @Test
  void countsInThrees() {
    assertThat(Numbers.count(1234567, "client")).isEqualTo("1\u202F234\u202F567 clients");
    assertThat(Numbers.count(1, "client")).isEqualTo("1 client");
  }

  @Test
  void ticksAreRoundAndWithinTheAxis() {
    Axis axis = new Axis(-0.13, 0.52, 0, 100);
    assertThat(axis.ticks(5)).hasSize(3).allSatisfy(t -> assertThat(t).isBetween(-0.13, 0.52));
    assertThat(axis.decimals(5)).isEqualTo(1);
    assertThat(axis.at(0.52)).isEqualTo(100);
  }
}
