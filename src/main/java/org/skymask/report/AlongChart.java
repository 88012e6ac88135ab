package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.skymask.report.AlongLine.Point;
import org.skymask.report.ExperimentResults.Scale;

/** A chart along an axis: a line a rule through its means, with bars of one deviation. */
record AlongChart(AlongAxis axis, Scale scale, AlongFrame frame, AlongView view) {
  /** Half of a cap and of a cross. */
  private static final double HALF = 3;

  /** As an image of its own. */
  Element draw() {
    return Svg.image(frame.width(), frame.height(), label()).styled("chart").add(shapes());
  }

  /** What the chart shows, in a sentence. */
  String label() {
    return scale.heading()
        + " of the last round along "
        + axis.kind().title()
        + ", a line a rule: "
        + view.title();
  }

  /** Within an image. */
  List<Element> shapes() {
    List<Element> shapes = new ArrayList<>(frame.grid());
    nobody()
        .ifPresent(
            value ->
                shapes.add(
                    frame
                        .level("reference", value)
                        .add(Svg.title("the best with nobody malicious: " + scale.text(value)))));
    for (AlongLine line : view.lines()) {
      String path = path(line);
      if (!path.isEmpty()) {
        shapes.add(
            Element.of("path").styled("along " + RuleLegend.colour(line.number())).with("d", path));
      }
    }
    for (AlongLine line : view.lines()) {
      line.points().forEach(point -> shapes.add(point(line, point)));
    }
    return shapes;
  }

  /** The best mean of the rules where nobody is malicious. */
  private OptionalDouble nobody() {
    return view.lines().stream()
        .flatMap(line -> line.points().stream())
        .filter(point -> axis.fromNobody() && point.place() == 0 && point.isFinite())
        .mapToDouble(Point::value)
        .reduce((one, other) -> scale.quality().worse(one, other) == one ? other : one);
  }

  /** The line breaks where there is no point, or none with a place of its own. */
  private String path(AlongLine line) {
    StringBuilder path = new StringBuilder();
    int before = -2;
    for (Point point : line.points()) {
      if (!frame.isBeyond(point.value())) {
        path.append(point.place() == before + 1 ? 'L' : 'M')
            .append(Svg.at(x(line, point), frame.height(point.value())));
        before = point.place();
      }
    }
    return path.toString();
  }

  private Element point(AlongLine line, Point point) {
    double x = x(line, point);
    double y = frame.height(point.value());
    Element group = Element.of("g", Svg.title(about(line, point)));
    if (frame.isBeyond(point.value())) {
      return group.add(cross(line.number(), x, y));
    }
    if (point.varies()) {
      group.add(bar(line.number(), x, frame.height(point.low()), frame.height(point.high())));
    }
    return group.add(RuleLegend.point(line.number(), x, y));
  }

  private double x(AlongLine line, Point point) {
    return frame.across(point.place(), line.number());
  }

  private static Element bar(int number, double x, double low, double high) {
    String cap = "h" + Svg.number(2 * HALF);
    return Element.of("path")
        .styled("whisker " + RuleLegend.colour(number))
        .with(
            "d",
            "M"
                + Svg.at(x, low)
                + "L"
                + Svg.at(x, high)
                + "M"
                + Svg.at(x - HALF, low)
                + cap
                + "M"
                + Svg.at(x - HALF, high)
                + cap);
  }

  private static Element cross(int number, double x, double y) {
    String stroke = Svg.number(2 * HALF);
    return Element.of("path")
        .styled("beyond " + RuleLegend.colour(number))
        .with(
            "d",
            "M"
                + Svg.at(x - HALF, y - HALF)
                + "l"
                + stroke
                + " "
                + stroke
                + "M"
                + Svg.at(x - HALF, y + HALF)
                + "l"
                + stroke
                + " -"
                + stroke);
  }

  private String about(AlongLine line, Point point) {
    String bar =
        point.varies()
            ? ", from "
                + scale.text(point.low())
                + " to "
                + scale.text(point.high())
                + " over "
                + point.seeds()
                + " seeds"
            : "";
    return line.rule()
        + " at "
        + axis.places().get(point.place()).label()
        + ": "
        + scale.text(point.value())
        + bar;
  }
}
