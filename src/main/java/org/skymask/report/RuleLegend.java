package org.skymask.report;

import java.util.List;

/** Which line is whose: colours and points go by the number of a rule. */
final class RuleLegend {
  /** What {@code lines.css} has. */
  private static final int COLOURS = 10;

  private static final double RADIUS = 2.7;

  private RuleLegend() {}

  /** The class that has the colour of a rule. */
  static String colour(int number) {
    return "rule-" + number % COLOURS;
  }

  /** A point of a rule: filled and hollow in turn, so that the colour is not all that tells. */
  static Element point(int number, double x, double y) {
    return Element.of("circle")
        .styled((number % 2 == 0 ? "point " : "point hollow ") + colour(number))
        .with("cx", Svg.number(x))
        .with("cy", Svg.number(y))
        .with("r", Svg.number(RADIUS));
  }

  /** For charts of lines alone. */
  static Element lines(List<String> rules) {
    Element legend = Element.of("p").styled("legend");
    for (int i = 0; i < rules.size(); i++) {
      legend.add(Element.of("span", icon(i), rules.get(i)));
    }
    return legend;
  }

  /** For charts whose lines have points. */
  static Element points(List<String> rules) {
    Element legend = Element.of("p").styled("legend");
    for (int i = 0; i < rules.size(); i++) {
      legend.add(Element.of("span", icon(i).add(point(i, 11, 8)), rules.get(i)));
    }
    return legend;
  }

  private static Element icon(int number) {
    return Element.of("svg", Svg.line(colour(number), 0, 8, 22, 8))
        .styled("icon line")
        .with("viewBox", "0 0 22 16")
        .with("aria-hidden", "true");
  }
}
