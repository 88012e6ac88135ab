package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirLongestCell() {
    String text = TextTable.of(List.of(List.of("a", "long header"), List.of("wide cell", "b")));
    assertThat(text).isEqualTo("a          long header\nwide cell  b\n");
  }

  @Test
  void noLineEndsInSpaces() {
    String text = TextTable.of(List.of(List.of("client", "detail"), List.of("x", "")));
    assertThat(text.lines()).containsExactly("client  detail", "x");
  }

  @Test
  void namesOfClientsCannotSteerTheTerminal() {
    String text = TextTable.of(List.of(List.of("client"), List.of("\u001b[2Ja\nb\u009bc\u202ed")));
    assertThat(text.lines()).containsExactly("client", "?[2Ja?b?c?d");
  }
}
