package org.skymask.report;

import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Numbers for people: few digits, the same in every locale; a dash where there is no number. */
final class Numbers {
  static final String NONE = "–";

  private Numbers() {}

  /** A dash where there is no number. */
  static String orNone(@Nullable Double value, DoubleFunction<String> text) {
    return value == null ? NONE : text.apply(value);
  }

  /** Three significant digits: {@code 0.0123}, {@code 12.3}, {@code 123000}, {@code 1.23e−8}. */
  static String significant(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? NONE : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 1e-4 || size >= 1e7) {
      return minus(String.format(Locale.ROOT, "%.2e", value).replace("e-0", "e-"));
    }
    int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
    return fixed(value, decimals);
  }

  static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return significant(value);
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return minus(text.matches("-[0.]+") ? text.substring(1) : text);
  }

  static String signed(double value) {
    return value > 0 ? "+" + significant(value) : significant(value);
  }

  static String signedFixed(double value, int decimals) {
    String text = fixed(value, decimals);
    return value > 0 && !text.matches("[0.]+") ? "+" + text : text;
  }

  /** A probability: {@code 0.997}, or {@code >0.999} rather than a 1 that it is not. */
  static String share(double value) {
    if (value > 0.999 && value < 1) {
      return ">0.999";
    }
    return value > 0 && value < 0.001 ? "<0.001" : fixed(value, value == 0 || value == 1 ? 0 : 3);
  }

  /** {@code 0.4729} as {@code 47.3 %}. */
  static String percent(double share) {
    return Double.isFinite(share) ? fixed(100 * share, 1) + " %" : NONE;
  }

  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds >= 119.5) {
      long whole = Math.round(seconds);
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return seconds >= 0.1 ? significant(seconds) + " s" : significant(seconds * 1000) + " ms";
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202F');
  }

  /** {@code 1 client}, {@code 7 clients}. */
  static String count(long count, String noun) {
    return count(count) + " " + (count == 1 ? noun : noun + "s");
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
