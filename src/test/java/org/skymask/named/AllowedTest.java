package org.skymask.named;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowedTest {

  private static void says(Allowed allowed, String expected) {
    assertThat(allowed.expected()).isEqualTo(expected);
  }

  @Test
  void rangesAreSaidInWords() {
    says(Allowed.from(0), "a number, 0 or more");
    says(Allowed.from(1e-9, 1e6), "a number, from 1e-9 to 1000000");
    says(Allowed.above(0), "a number, above 0");
    says(Allowed.share(), "a number, above 0, at most 1");
    says(Allowed.insideShare(), "a number, above 0, below 1");
    says(Allowed.whole(2), "a whole number, 2 or more");
    says(Allowed.whole(1, 1000), "a whole number, from 1 to 1000");
    says(Allowed.words("median", "mean"), "\"median\" or \"mean\"");
    says(Allowed.text(), "a text");
  }

  private static void takes(Allowed allowed, Object given, Object value) {
    assertThat(allowed.read(given)).isEqualTo(value);
  }

  @Test
  void numbersMayBeText() {
    takes(Allowed.from(0, 1), "0.5", 0.5);
    takes(Allowed.from(0, 1), 1, 1.0);
    takes(Allowed.whole(1), "3", 3);
    takes(Allowed.whole(1), 3.0, 3);
    takes(Allowed.whole(-1), Integer.MAX_VALUE, Integer.MAX_VALUE);
    takes(Allowed.text(), 0, "0");
    takes(Allowed.words("a", "b"), "b", "b");
  }

  private static void refuses(Allowed allowed, Object... values) {
    for (Object value : values) {
      assertThat(allowed.read(value)).as("%s", value).isNull();
    }
    assertThat(allowed.read(null)).isNull();
  }

  @Test
  void whatIsOutsideIsNone() {
    refuses(Allowed.from(0), -1e-300, "NaN", Double.NaN, "Infinity", "1d", "", "many", true);
    refuses(Allowed.above(0), 0, -1);
    refuses(Allowed.share(), 0, 1.0000001);
    refuses(Allowed.insideShare(), 0, 1);
    refuses(Allowed.whole(1), 0, 1.5, 3_000_000_000L, "1e300", List.of(1));
    refuses(Allowed.whole(1, 10), 11);
    refuses(Allowed.words("a", "b"), "c", List.of("a"));
    refuses(Allowed.text(), Map.of("a", 1), List.of("a"));
    refuses(Allowed.name("an attack"), 2, List.of("a"));
  }
}
