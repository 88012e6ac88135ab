package org.skymask.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.skymask.report.AlongAxis.Place;
import org.skymask.report.AlongLine.Point;
import org.skymask.report.ExperimentResults.Scale;

/** Where things lie in the charts along an axis: the same in all of them. */
final class AlongFrame {
  private static final double TOP = 26;
  private static final double BOTTOM = 186;
  private static final double HEIGHT = BOTTOM + 40;
  private static final int TICKS = 6;

  /** Width of a digit where letters are largest, on narrow screens. */
  private static final double DIGIT = 9.6;

  /** Room beside the outer places, for points that are set side by side. */
  private static final double BESIDE = 20;

  /** Widest stretch that the points of a place take, and their largest distance. */
  private static final double STRETCH = 30;

  private static final double APART = 5;

  /** Part of the range that neighbours are apart, at least, on an axis by value. */
  private static final int NEAREST = 10;

  /** Where lower is better, values end at so many times the median. */
  private static final double RUINED = 3;

  private final AlongAxis axis;
  private final Scale scale;
  private final double width;
  private final double unit;
  private final Axis up;
  private final double left;
  private final double[] across;
  private final double apart;

  /**
   * @param views all that are to be compared, with one finite point at least
   */
  AlongFrame(AlongAxis axis, Scale scale, List<AlongView> views, double width) {
    this.axis = axis;
    this.scale = scale;
    this.width = width;
    this.unit = scale.quality().isPercentage() ? 100 : 1;
    this.up = up(views);
    this.left =
        8 + DIGIT * up.ticks(TICKS).stream().mapToInt(t -> tick(t).length()).max().orElse(1);
    this.across = across();
    double nearest =
        IntStream.range(1, across.length)
            .mapToDouble(i -> across[i] - across[i - 1])
            .min()
            .orElse(STRETCH);
    double stretch = Math.min(STRETCH, 0.7 * nearest);
    this.apart = Math.min(APART, stretch / Math.max(1, axis.rules().size() - 1));
  }

  private static DoubleStream points(List<AlongView> views) {
    return views.stream()
        .flatMap(view -> view.lines().stream())
        .flatMap(line -> line.points().stream())
        .mapToDouble(Point::value)
        .filter(Double::isFinite);
  }

  private Axis up(List<AlongView> views) {
    DoubleSummaryStatistics range =
        views.stream()
            .flatMap(view -> view.lines().stream())
            .flatMap(line -> line.points().stream())
            .flatMapToDouble(point -> DoubleStream.of(point.value(), point.low(), point.high()))
            .filter(Double::isFinite)
            .summaryStatistics();
    double most = unit * highest(range.getMax(), points(views).sorted().toArray());
    double least = scale.quality().isPercentage() ? 1 : Math.max(1e-9, 1e-6 * Math.abs(most));
    Axis padded = Axis.padded(unit * range.getMin(), most, least, 0.04, BOTTOM, TOP);
    // Shares end at 0 and 1, whatever bars say.
    boolean share = scale.quality().higherIsBetter();
    double low = share || range.getMin() >= 0 ? Math.max(0, padded.low()) : padded.low();
    double high = share ? Math.min(unit, padded.high()) : padded.high();
    return new Axis(low, Math.max(high, low + least), BOTTOM, TOP);
  }

  /** A ruined model's value has no upper end, and would press all others together. */
  private double highest(double most, double[] sorted) {
    double end = RUINED * sorted[sorted.length / 2];
    return scale.quality().higherIsBetter() || end <= 0 ? most : Math.min(most, end);
  }

  private double[] across() {
    List<Place> places = axis.places();
    int last = places.size() - 1;
    double from = left + BESIDE;
    double to = width - BESIDE;
    Axis line =
        isEven()
            ? new Axis(0, last, from, to)
            : new Axis(places.get(0).value(), places.get(last).value(), from, to);
    double[] at = new double[places.size()];
    Arrays.setAll(at, i -> line.at(isEven() ? i : places.get(i).value()));
    return at;
  }

  /** Whether places stand at equal distances, because some values are too near to each other. */
  boolean isEven() {
    double[] values = axis.places().stream().mapToDouble(Place::value).toArray();
    double range = values[values.length - 1] - values[0];
    for (int i = 1; i < values.length; i++) {
      // NaN is not far enough.
      if (!(values[i] - values[i - 1] >= range / Math.max(NEAREST, values.length))) {
        return true;
      }
    }
    return false;
  }

  double width() {
    return width;
  }

  double height() {
    return HEIGHT;
  }

  /** Of a rule's point: those of a place stand side by side. */
  double across(int place, int rule) {
    return across[place] + apart * (rule - (axis.rules().size() - 1) / 2.0);
  }

  /** Of a value; one beyond the axis, or none, is drawn at its worse end. */
  double height(double value) {
    if (!Double.isFinite(value)) {
      return scale.quality().higherIsBetter() ? BOTTOM : TOP;
    }
    return Math.min(BOTTOM, Math.max(TOP, up.at(unit * value)));
  }

  /** Whether a value has no place of its own. */
  boolean isBeyond(double value) {
    return !Double.isFinite(value) || unit * value > up.high() + 1e-9 * Math.abs(up.high());
  }

  /** A line over the whole chart at a value. */
  Element level(String classes, double value) {
    return Svg.line(classes, left, height(value), width, height(value));
  }

  /** Lines and labels of both axes. */
  List<Element> grid() {
    List<Element> grid = new ArrayList<>();
    grid.add(Svg.text(0, 12, "start", measure()));
    for (double tick : up.ticks(TICKS)) {
      double y = up.at(tick);
      grid.add(Svg.line("grid", left, y, width, y));
      grid.add(Svg.text(left - 5, y + 3.5, "end", tick(tick)));
    }
    double free = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < across.length; i++) {
      String label = axis.places().get(i).label();
      double half = DIGIT * label.length() / 2;
      grid.add(Svg.line("grid", across[i], BOTTOM, across[i], BOTTOM + 4));
      if (across[i] - half >= free) {
        grid.add(Svg.text(across[i], BOTTOM + 17, "middle", label));
        free = across[i] + half;
      }
    }
    String label = axis.kind().label();
    // Below the middle of the axis, as far as it fits.
    double middle = Math.min((left + width) / 2, width - DIGIT * label.length() / 2);
    grid.add(Svg.text(middle, HEIGHT - 5, "middle", label));
    return grid;
  }

  private String measure() {
    return scale.quality().title()
        + (scale.quality().isPercentage() ? ", %" : "")
        + (scale.quality().higherIsBetter() ? "" : ", lower is better");
  }

  private String tick(double value) {
    return Numbers.fixed(value, up.decimals(TICKS));
  }
}
