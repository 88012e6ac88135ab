package org.skymask.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;
import org.skymask.report.ExperimentResults.Scale;

/** Quality by round: a small chart an attack, a curve a rule, the same axes in all of them. */
final class QualityCurves {
  private static final double WIDTH = 340;
  private static final double LEFT = 34;
  private static final double RIGHT = WIDTH - 10;
  private static final double TOP = 10;
  private static final double BOTTOM = 190;
  private static final int TICKS = 4;

  private final Panel panel;
  private final Scale scale;
  private final double unit;
  private final Axis up;
  private final Axis across;

  QualityCurves(Panel panel, Scale scale) {
    this.panel = panel;
    this.scale = scale;
    this.unit = scale.quality().isPercentage() ? 100 : 1;
    DoubleSummaryStatistics range =
        panel.cells().stream()
            .flatMap(cell -> cell.curve().stream())
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .summaryStatistics();
    int rounds = panel.cells().stream().mapToInt(cell -> cell.curve().size()).max().orElse(1);
    this.up = up(range.getMin(), highest(range.getMax()));
    this.across = new Axis(1, Math.max(2, rounds), LEFT + 4, RIGHT - 4);
  }

  private Axis up(double lowest, double highest) {
    double least = scale.quality().isPercentage() ? 1 : Math.max(1e-9, 1e-6 * Math.abs(highest));
    return Axis.padded(unit * lowest, unit * highest, least, 0.04, BOTTOM, TOP);
  }

  /**
   * The end of the axis. Where lower is better there is no highest value: a ruined model's would
   * press all other curves together, so the axis ends at twice the usual value of a first round.
   */
  private double highest(double most) {
    if (scale.quality().higherIsBetter()) {
      return most;
    }
    double[] first =
        panel.cells().stream()
            .filter(cell -> !cell.curve().isEmpty())
            .mapToDouble(cell -> cell.curve().get(0))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return first.length == 0 ? most : Math.min(most, 2 * first[first.length / 2]);
  }

  Element draw() {
    Element charts = Element.of("div").styled("small-charts");
    panel.attacks().forEach(attack -> charts.add(chart(attack)));
    return Element.of(
            "details",
            Element.of("summary", Element.of("h3", scale.heading() + " by round")),
            RuleLegend.lines(panel.rules()),
            charts)
        .with("open", "");
  }

  private Element chart(String attack) {
    Element image = Svg.image(WIDTH, BOTTOM + 20, scale.heading() + " by round under " + attack);
    image.styled("chart");
    grid(image);
    List<String> rules = panel.rules();
    for (int i = 0; i < rules.size(); i++) {
      Outcome cell = Heatmap.find(panel, rules.get(i), attack);
      if (cell != null) {
        String title = cell.rule() + ": " + scale.text(cell.quality());
        image.add(
            Element.of("path", Svg.title(title))
                .styled("quality " + RuleLegend.colour(i))
                .with("d", path(cell.curve())));
      }
    }
    return Element.of("figure", Element.of("h4", attack), image);
  }

  private void grid(Element image) {
    for (double tick : up.ticks(TICKS)) {
      double y = up.at(tick);
      image.add(Svg.line("grid", LEFT, y, RIGHT, y));
      image.add(Svg.text(LEFT - 5, y + 3.5, "end", Numbers.fixed(tick, up.decimals(TICKS))));
    }
    int rounds = (int) across.high();
    for (int round : new int[] {1, (rounds + 1) / 2, rounds}) {
      image.add(Svg.text(across.at(round), BOTTOM + 14, "middle", Integer.toString(round)));
    }
  }

  /** A value beyond the axis is drawn at its end. */
  private double height(double value) {
    return Math.max(TOP, up.at(unit * value));
  }

  private String path(List<Double> curve) {
    StringBuilder path = new StringBuilder();
    int points = 0;
    for (int i = 0; i < curve.size(); i++) {
      // A round whose model was not measured has no point, and the line goes on past it.
      if (Double.isFinite(curve.get(i))) {
        path.append(points++ == 0 ? 'M' : 'L')
            .append(Svg.at(across.at(i + 1), height(curve.get(i))));
      }
    }
    // A single one is a dot.
    return points == 1 ? path + "h.01" : path.toString();
  }
}
