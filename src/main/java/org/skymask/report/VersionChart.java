package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A number over the rounds: a line of points, crosses for rounds that left no version, and lines to
 * compare with. What lies beyond the axis stands at its end, and its tip tells the number.
 *
 * @param title for a screen reader
 * @param points from old to new; those that are not finite leave a gap
 * @param levels horizontal lines
 * @param most highest value of the axis; infinite: as high as the points are
 */
record VersionChart(
    String title,
    List<Spot> points,
    List<Double> levels,
    double most,
    DoubleFunction<String> text) {
  private static final double WIDTH = 420;
  private static final double LEFT = 46;
  private static final double RIGHT = WIDTH - 14;
  private static final double TOP = 12;
  private static final double BOTTOM = 160;
  private static final double EDGE = 8;
  private static final int TICKS = 4;

  /** More points than this are drawn as dots without room between them. */
  private static final int MANY = 60;

  /**
   * A round in the chart.
   *
   * @param kept whether it left a version
   * @param tip shown beside it, a line each
   */
  record Spot(int round, double value, boolean kept, String tip) {}

  boolean isEmpty() {
    return points.stream().noneMatch(point -> Double.isFinite(point.value()));
  }

  Element draw() {
    Axis up = up();
    Axis across = across(points.get(0).round(), points.get(points.size() - 1).round());
    Element image = Svg.image(WIDTH, BOTTOM + 22, title).styled("chart loss");
    image.add(grid(up, BOTTOM, LEFT, RIGHT), rounds(across, BOTTOM + 16));
    for (double level : levels) {
      if (level > up.low() && level < up.high()) {
        image.add(Svg.line("level", LEFT, up.at(level), RIGHT, up.at(level)));
      }
    }
    image.add(Element.of("path").styled("curve").with("d", path(across, up)));
    points.forEach(point -> image.add(mark(point, across, up)));
    return image;
  }

  private static Axis across(int first, int last) {
    return new Axis(first, Math.max(first + 1, last), LEFT + EDGE, RIGHT - EDGE);
  }

  private Axis up() {
    double[] known =
        DoubleStream.concat(
                points.stream().mapToDouble(Spot::value).filter(Double::isFinite),
                levels.stream().mapToDouble(Double::doubleValue))
            .map(this::limited)
            .toArray();
    double low = DoubleStream.of(known).min().orElse(0);
    double high = DoubleStream.of(known).max().orElse(1);
    double least = Math.max(1e-9, 0.02 * Math.abs(high));
    return Axis.padded(low, high, least, 0.08, BOTTOM, TOP);
  }

  private double limited(double value) {
    return Math.min(most, value);
  }

  /** Lines and numbers of values. */
  static List<Element> grid(Axis up, double bottom, double left, double right) {
    List<Element> grid = new ArrayList<>();
    for (double tick : up.ticks(TICKS)) {
      double y = up.at(tick);
      if (y <= bottom + 1e-6) {
        grid.add(Svg.line("grid", left, y, right, y));
        grid.add(Svg.text(left - 6, y + 3.5, "end", Numbers.fixed(tick, up.decimals(TICKS))));
      }
    }
    return grid;
  }

  /** Round numbers below a chart. */
  static List<Element> rounds(Axis across, double y) {
    List<Element> numbers = new ArrayList<>();
    for (double tick : across.ticks(6)) {
      if (tick == Math.rint(tick)) {
        numbers.add(Svg.text(across.at(tick), y, "middle", Integer.toString((int) tick)));
      }
    }
    return numbers;
  }

  /** Through the versions alone. */
  private String path(Axis across, Axis up) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (Spot point : points) {
      if (point.kept()) {
        boolean finite = Double.isFinite(point.value());
        if (finite) {
          path.append(drawing ? 'L' : 'M')
              .append(Svg.at(across.at(point.round()), up.at(limited(point.value()))));
        }
        drawing = finite;
      }
    }
    return path.toString();
  }

  private Element mark(Spot point, Axis across, Axis up) {
    boolean finite = Double.isFinite(point.value());
    double x = across.at(point.round());
    double y = finite ? up.at(limited(point.value())) : TOP;
    Element title = Svg.title(point.tip());
    if (!finite || !point.kept()) {
      return Mark.FILTERED.at(x, y, 4).add(title);
    }
    return Element.of("circle", title)
        .styled(points.size() > MANY ? "dot small" : "dot")
        .with("cx", Svg.number(x))
        .with("cy", Svg.number(y))
        .with("r", points.size() > MANY ? "1.6" : "3");
  }

  /** {@code from 0.61 to 0.18}, of the versions. */
  String course() {
    double[] known =
        points.stream()
            .filter(Spot::kept)
            .mapToDouble(Spot::value)
            .filter(Double::isFinite)
            .toArray();
    return known.length == 0
        ? "of no version"
        : "from " + text.apply(known[0]) + " to " + text.apply(known[known.length - 1]);
  }
}
