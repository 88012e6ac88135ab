package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.config.ConfigurationException;

class ReasonOptionTest {
  @ParameterizedTest
  @ValueSource(strings = {"poisoned", "  accuracy fell from 91 % to 12 %  ", "verseucht 毒 😀"})
  void aReasonIsWhatAPersonSays(String text) {
    assertThat(ReasonOption.checked(text)).isEqualTo(text.strip());
  }

  @Test
  void charactersAreCountedAsAPersonCountsThem() {
    String longest = "😀".repeat(ReasonOption.LONGEST);
    assertThat(ReasonOption.checked(longest)).isEqualTo(longest);
    assertThatThrownBy(() -> ReasonOption.checked(longest + "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--reason has 501 characters, expected 1 to 500");
    assertThatThrownBy(() -> ReasonOption.checked(" \t "))
        .hasMessage("--reason has 0 characters, expected 1 to 500");
  }

  /** Line breaks would forge lines of a log, and the others hide what is said. */
  @ParameterizedTest
  @CsvSource({"000A", "0000", "001B", "0085", "202E", "2028", "200B", "D800", "E000", "FFFF"})
  void whatIsNotShownAsItIsIsRefused(String point) {
    String text = "a" + Character.toString(Integer.parseInt(point, 16)) + "b";
    assertThatThrownBy(() -> ReasonOption.checked(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--reason has U+" + point + ", expected printable characters");
  }
}
