package org.skymask.report;

import org.skymask.model.Coded;
import org.skymask.model.Verdict;

/** The shape of each verdict, so that no one needs to tell colours apart. */
enum Mark implements Coded {
  ACCEPTED,
  FILTERED,
  QUARANTINED,
  INCOMPLETE,
  ROOT;

  static Mark of(Verdict verdict) {
    return valueOf(verdict.name());
  }

  /** The shape around (x, y), as large as a circle of this radius. */
  Element at(double x, double y, double radius) {
    String classes = "mark " + code();
    if (this == ACCEPTED) {
      return Element.of("circle")
          .styled(classes)
          .with("cx", Svg.number(x))
          .with("cy", Svg.number(y))
          .with("r", Svg.number(radius));
    }
    return Element.of("path").styled(classes).with("d", path(x, y, radius));
  }

  /**
   * The outline of the shape around (x, y), for a path of many; a circle is a stroke of no length
   * with round ends.
   */
  String outline(double x, double y, double radius) {
    return this == ACCEPTED ? "M" + Svg.at(x, y) + "h0" : path(x, y, radius);
  }

  /** The shape alone, as a symbol within a line of text. */
  Element icon() {
    return Element.of("svg", at(8, 8, 5))
        .styled("icon")
        .with("viewBox", "0 0 16 16")
        .with("aria-hidden", "true");
  }

  private String path(double x, double y, double radius) {
    return switch (this) {
      case FILTERED -> cross(x, y, radius * 0.9);
      case QUARANTINED -> polygon(x, y, radius * 1.25, radius * 1.25, 4, Math.PI / 4);
      case INCOMPLETE -> polygon(x, y, radius * 1.25, radius * 1.25, 3, 0);
      case ROOT -> polygon(x, y, radius * 2, radius * 0.85, 10, 0);
      case ACCEPTED -> throw new IllegalStateException("a circle has no path");
    };
  }

  private static String cross(double x, double y, double half) {
    return "M"
        + Svg.at(x - half, y - half)
        + "L"
        + Svg.at(x + half, y + half)
        + "M"
        + Svg.at(x - half, y + half)
        + "L"
        + Svg.at(x + half, y - half);
  }

  /** Corners go around from the top, at the two radii in turn. */
  private static String polygon(
      double x, double y, double even, double odd, int corners, double turned) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < corners; i++) {
      double radius = i % 2 == 0 ? even : odd;
      double angle = turned + 2 * Math.PI * i / corners;
      path.append(i == 0 ? 'M' : 'L')
          .append(Svg.at(x + radius * Math.sin(angle), y - radius * Math.cos(angle)));
    }
    return path.append('Z').toString();
  }
}
