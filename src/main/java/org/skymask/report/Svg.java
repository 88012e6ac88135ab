package org.skymask.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shapes of charts. Colours come from the style sheet by class. */
final class Svg {
  private Svg() {}

  /** A drawing that is one image to a screen reader, described by its label. */
  static Element image(double width, double height, String label) {
    return Element.of("svg")
        .with("viewBox", "0 0 " + number(width) + " " + number(height))
        .with("role", "img")
        .with("aria-label", label);
  }

  static Element line(String classes, double x1, double y1, double x2, double y2) {
    return Element.of("path").styled(classes).with("d", "M" + at(x1, y1) + "L" + at(x2, y2));
  }

  static Element rectangle(String classes, double x, double y, double width, double height) {
    return Element.of("rect")
        .styled(classes)
        .with("x", number(x))
        .with("y", number(y))
        .with("width", number(width))
        .with("height", number(height));
  }

  /** A text whose start, middle or end stands at x; y is its baseline. */
  static Element text(double x, double y, String anchor, String text) {
    return Element.of("text", text)
        .with("x", number(x))
        .with("y", number(y))
        .with("text-anchor", anchor);
  }

  /** The text that a pointer over the shape shows. */
  static Element title(String text) {
    return Element.of("title", text);
  }

  static String at(double x, double y) {
    return number(x) + " " + number(y);
  }

  /** A coordinate: at most two decimals. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
