package org.skymask.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.skymask.model.ClientResult;
import org.skymask.model.RoundRecord;
import org.skymask.model.Verdict;

/**
 * The mask plane: a point for each admitted client at the two leading components of the Gram matrix
 * of binary masks. Both axes have the same scale, for distances are what the mixtures see.
 */
final class PlanePlot {
  private static final double WIDTH = 520;
  private static final double LEFT = 46;
  private static final double RIGHT = WIDTH - 14;
  private static final double TOP = 12;
  private static final double LEAST_HEIGHT = 220;
  private static final double MOST_HEIGHT = 400;
  private static final double FOOT = 36;
  private static final int TICKS = 6;
  private static final double LEAST_RANGE = 1e-6;

  private final Roster roster;
  private final List<Double> root;
  private final List<Point> placed;
  private final Axis across;
  private final Axis up;

  /** A client that has a place in the plane. */
  private record Point(ClientResult client, double x, double y) {
    static Stream<Point> of(ClientResult client) {
      Double x = client.place().pc1();
      Double y = client.place().pc2();
      return x != null && y != null && Double.isFinite(x) && Double.isFinite(y)
          ? Stream.of(new Point(client, x, y))
          : Stream.empty();
    }
  }

  PlanePlot(RoundRecord round, Roster roster) {
    this.roster = roster;
    boolean marked =
        round.judged().plane().size() == 2
            && round.judged().plane().stream().allMatch(Double::isFinite);
    this.root = marked ? round.judged().plane() : List.of();
    this.placed = roster.clients().stream().flatMap(Point::of).toList();
    DoubleSummaryStatistics x = span(placed.stream().mapToDouble(Point::x), 0);
    DoubleSummaryStatistics y = span(placed.stream().mapToDouble(Point::y), 1);
    double rangeY = Math.max(y.getMax() - y.getMin(), LEAST_RANGE);
    double wide = x.getMax() - x.getMin();
    // Where all points are one, a stretch of 1 around it.
    double rangeX = Math.max(wide, rangeY > LEAST_RANGE ? LEAST_RANGE : wide > 0 ? LEAST_RANGE : 1);
    double height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, (RIGHT - LEFT) * rangeY / rangeX));
    double unit = Math.max(rangeX / (RIGHT - LEFT), rangeY / height);
    double bottom = TOP + height;
    double margin = 0.06;
    this.across = Axis.padded(x.getMin(), x.getMax(), unit * (RIGHT - LEFT), margin, LEFT, RIGHT);
    this.up = Axis.padded(y.getMin(), y.getMax(), unit * height, margin, bottom, TOP);
  }

  private DoubleSummaryStatistics span(DoubleStream clients, int component) {
    DoubleStream ofRoot =
        root.isEmpty() ? DoubleStream.empty() : DoubleStream.of(root.get(component));
    return DoubleStream.concat(clients, ofRoot).summaryStatistics();
  }

  /** Whether there is anything to draw. */
  boolean isEmpty() {
    return placed.isEmpty();
  }

  boolean hasRoot() {
    return !root.isEmpty();
  }

  Element draw() {
    Element image = Svg.image(WIDTH, up.from() + FOOT, label()).styled("chart plane");
    image.add(grid());
    image.add(points(Verdict.ACCEPTED), points(Verdict.FILTERED));
    if (hasRoot()) {
      image.add(root());
    }
    return image;
  }

  private String label() {
    long left =
        placed.stream().filter(point -> point.client().verdict() == Verdict.FILTERED).count();
    return "Mask plane: "
        + Numbers.count(placed.size() - left, "accepted client")
        + " as circles, "
        + Numbers.count(left, "filtered client")
        + " as crosses"
        + (hasRoot() ? ", the root as a star." : ".")
        + " The table of clients holds the same verdicts.";
  }

  private List<Element> grid() {
    List<Element> grid = new ArrayList<>();
    for (double tick : across.ticks(TICKS)) {
      double x = across.at(tick);
      grid.add(Svg.line("grid", x, up.from(), x, up.to()));
      grid.add(Svg.text(x, up.from() + 14, "middle", Numbers.fixed(tick, across.decimals(TICKS))));
    }
    int rows = (int) Math.max(3, TICKS * (up.from() - up.to()) / (across.to() - across.from()));
    for (double tick : up.ticks(rows)) {
      double y = up.at(tick);
      grid.add(Svg.line("grid", across.from(), y, across.to(), y));
      grid.add(Svg.text(LEFT - 5, y + 3.5, "end", Numbers.fixed(tick, up.decimals(rows))));
    }
    double middle = (across.from() + across.to()) / 2;
    grid.add(Svg.text(middle, up.from() + 30, "middle", "first component").styled("axis"));
    Element upwards = Svg.text(0, 0, "middle", "second component").styled("axis");
    double centre = (up.from() + up.to()) / 2;
    grid.add(upwards.with("transform", "translate(" + Svg.at(9, centre) + ") rotate(-90)"));
    return grid;
  }

  private List<Element> points(Verdict verdict) {
    double radius = placed.size() <= 60 ? 5 : placed.size() <= 300 ? 4 : 3;
    return placed.stream()
        .filter(point -> point.client().verdict() == verdict)
        .map(point -> draw(point, radius))
        .toList();
  }

  private Element draw(Point point, double radius) {
    ClientResult client = point.client();
    String title = client.client() + "\n" + client.verdict().code() + place(point.x(), point.y());
    return Mark.of(client.verdict())
        .at(across.at(point.x()), up.at(point.y()), radius)
        .with("data-row", roster.anchor(client.client()))
        .add(Svg.title(title));
  }

  private Element root() {
    String title = "root\nthe server's own update" + place(root.get(0), root.get(1));
    return Mark.ROOT.at(across.at(root.get(0)), up.at(root.get(1)), 5).add(Svg.title(title));
  }

  private static String place(double pc1, double pc2) {
    return " at (" + Numbers.significant(pc1) + ", " + Numbers.significant(pc2) + ")";
  }
}
