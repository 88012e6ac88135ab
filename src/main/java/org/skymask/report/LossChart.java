package org.skymask.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** Root loss by epoch of mask training, before each epoch's step. */
final class LossChart {
  private static final double WIDTH = 420;
  private static final double LEFT = 46;
  private static final double RIGHT = WIDTH - 14;
  private static final double TOP = 14;
  private static final double BOTTOM = 254;
  private static final int TICKS = 5;

  private final List<Double> loss;
  private final Axis across;
  private final Axis up;

  /**
   * @param loss one value an epoch; those that are not finite leave a gap
   */
  LossChart(List<Double> loss) {
    this.loss = loss;
    DoubleSummaryStatistics range =
        loss.stream().filter(Double::isFinite).mapToDouble(Double::doubleValue).summaryStatistics();
    double least = Math.max(1e-9, 0.02 * Math.abs(range.getMax()));
    this.up = Axis.padded(range.getMin(), range.getMax(), least, 0.08, BOTTOM, TOP);
    this.across =
        new Axis(Math.min(1, loss.size() - 1), Math.max(2, loss.size()), LEFT + 8, RIGHT - 8);
  }

  /** Whether there is anything to draw. */
  boolean isEmpty() {
    return loss.stream().noneMatch(Double::isFinite);
  }

  /** What the chart shows, in a sentence. */
  String summary() {
    double first = loss.get(0);
    double last = loss.get(loss.size() - 1);
    if (!Double.isFinite(first) || !Double.isFinite(last)) {
      int epoch =
          1 + loss.indexOf(loss.stream().filter(v -> !Double.isFinite(v)).findFirst().get());
      return "The root loss was not a finite number in epoch " + epoch + ".";
    }
    if (loss.size() == 1) {
      return "The root loss was " + Numbers.significant(first) + " in the only epoch.";
    }
    String moved = last < first ? " fell from " : last > first ? " rose from " : " stayed from ";
    return "The root loss"
        + moved
        + Numbers.significant(first)
        + " to "
        + Numbers.significant(last)
        + " over "
        + Numbers.count(loss.size(), "epoch")
        + ".";
  }

  Element draw() {
    Element image = Svg.image(WIDTH, BOTTOM + 36, summary()).styled("chart loss");
    image.add(grid());
    image.add(Element.of("path").styled("curve").with("d", path()));
    for (int i = 0; i < loss.size(); i++) {
      image.add(Double.isFinite(loss.get(i)) ? point(i) : gap(i));
    }
    return image;
  }

  private List<Element> grid() {
    List<Element> grid = new ArrayList<>();
    for (double tick : up.ticks(TICKS)) {
      double y = up.at(tick);
      grid.add(Svg.line("grid", LEFT, y, RIGHT, y));
      grid.add(Svg.text(LEFT - 6, y + 3.5, "end", Numbers.fixed(tick, up.decimals(TICKS))));
    }
    int every = Math.max(1, (int) Math.ceil(loss.size() / 5.0));
    for (int epoch = 1; epoch <= loss.size(); epoch++) {
      if (epoch == 1 || epoch % every == 0) {
        grid.add(Svg.text(across.at(epoch), BOTTOM + 15, "middle", Integer.toString(epoch)));
      }
    }
    grid.add(Svg.text((LEFT + RIGHT) / 2, BOTTOM + 31, "middle", "epoch").styled("axis"));
    return grid;
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < loss.size(); i++) {
      boolean finite = Double.isFinite(loss.get(i));
      if (finite) {
        path.append(drawing ? 'L' : 'M').append(Svg.at(across.at(i + 1), up.at(loss.get(i))));
      }
      drawing = finite;
    }
    return path.toString();
  }

  /** A cross at the upper edge where the loss left all bounds. */
  private Element gap(int index) {
    String title = "epoch " + (index + 1) + "\nthe root loss is not a finite number";
    return Mark.FILTERED.at(across.at(index + 1), TOP, 5).add(Svg.title(title));
  }

  private Element point(int index) {
    String title = "epoch " + (index + 1) + "\nroot loss " + Numbers.significant(loss.get(index));
    return Element.of("circle", Svg.title(title))
        .styled("dot")
        .with("cx", Svg.number(across.at(index + 1)))
        .with("cy", Svg.number(up.at(loss.get(index))))
        .with("r", loss.size() <= 40 ? "3" : "2");
  }
}
