package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "7d, PT168H, 7d",
    "7 days, PT168H, 7d",
    "P7D, PT168H, 7d",
    "36h, PT36H, 36h",
    "PT1H30M, PT1H30M, 90m",
    "1s, PT1S, PT1S",
    "0s, PT0S, PT0S",
  })
  void areReadAndToldAsPeopleWriteThem(String text, Duration duration, String told) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
    assertThat(Durations.text(duration)).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "7 fortnights", "P7", "tomorrow"})
  void whatIsNoneIsNull(String text) {
    assertThat(Durations.parse(text)).isNull();
  }
}
