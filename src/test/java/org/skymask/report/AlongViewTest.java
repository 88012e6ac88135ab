package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.model.Quality;
import org.skymask.report.AlongAxis.Cell;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.AlongLine.Point;

class AlongViewTest {
  private static final double EXACT = 1e-12;

  private static Cell cell(String attack, int place, Map<Long, Double> bySeed) {
    return new Cell("a", attack, !attack.equals("none"), place, bySeed);
  }

  private static List<AlongView> views(Quality quality, Cell... cells) {
    AlongAxis axis =
        Alongs.axis(false, List.of("a", "b"), List.of(new Group("iid", List.of(cells))));
    return AlongView.of(
        axis, axis.groups().get(0), AlongSection.means(axis, Alongs.scale(quality)));
  }

  private static List<Point> points(AlongView view) {
    return view.lines().get(0).points();
  }

  /**
   * Under x the seeds have 0.8 and 0.6: their mean is 0.7, their deviation √(2 · 0.1²) = 0.1414.
   * With y each seed's mean over the attacks is 0.7 and 0.5, so the mean of these is 0.6. All four
   * cells taken for repetitions would have another deviation, √(0.08 / 3) = 0.1633.
   */
  @Test
  void aPointIsTheMeanOverSeedsAndItsBarADeviation() {
    List<AlongView> views =
        views(
            Quality.ACCURACY,
            cell("x", 0, Map.of(1L, 0.8, 2L, 0.6)),
            cell("y", 0, Map.of(1L, 0.6, 2L, 0.4)),
            cell("none", 0, Map.of(1L, 1.0, 2L, 1.0)));
    assertThat(views)
        .extracting(AlongView::title)
        .containsExactly("Mean over the 2 attacks", "x", "y", "none");
    Point x = points(views.get(1)).get(0);
    assertThat(x.value()).isEqualTo(0.7, within(EXACT));
    assertThat(x.low()).isEqualTo(0.7 - Math.sqrt(0.02), within(EXACT));
    assertThat(x.high()).isEqualTo(0.7 + Math.sqrt(0.02), within(EXACT));
    Point mean = points(views.get(0)).get(0);
    assertThat(mean.value()).isEqualTo(0.6, within(EXACT));
    assertThat(mean.low()).isEqualTo(0.6 - Math.sqrt(0.02), within(EXACT));
    assertThat(mean.seeds()).isEqualTo(2);
    // Nothing is finished of the other rule.
    assertThat(views.get(0).lines().get(1).points()).isEmpty();
  }

  /** At the second place seed 2 lacks y; at the third nothing of y is finished. */
  @Test
  void theMeanLeavesOutWhatIsNotComplete() {
    List<AlongView> views =
        views(
            Quality.ACCURACY,
            cell("x", 0, Map.of(1L, 0.8, 2L, 0.6)),
            cell("y", 0, Map.of(1L, 0.4, 2L, 0.4)),
            cell("x", 1, Map.of(1L, 0.5, 2L, 0.1)),
            cell("y", 1, Map.of(1L, 0.3)),
            cell("x", 2, Map.of(1L, 0.9, 2L, 0.9)));
    List<Point> mean = points(views.get(0));
    assertThat(mean).extracting(Point::place).containsExactly(0, 1);
    assertThat(mean.get(1).value()).isEqualTo(0.4, within(EXACT));
    assertThat(mean.get(1).varies()).isFalse();
    assertThat(points(views.get(1))).extracting(Point::place).containsExactly(0, 1, 2);
    assertThat(points(views.get(2))).extracting(Point::seeds).containsExactly(2, 1);
  }

  @Test
  void oneSeedHasNoBarAndOneAttackNoMean() {
    List<AlongView> views = views(Quality.ACCURACY, cell("x", 0, Map.of(7L, 0.8)));
    assertThat(views).extracting(AlongView::title).containsExactly("x");
    assertThat(points(views.get(0)).get(0).value()).isEqualTo(0.8);
    assertThat(points(views.get(0)).get(0).varies()).isFalse();
  }

  /** The logarithms of e and e³ are 1 and 3: mean 2, deviation √2. */
  @Test
  void meansAreGeometricWhereLowerIsBetter() {
    double e = Math.E;
    Point point =
        points(views(Quality.RMSE, cell("x", 0, Map.of(1L, e, 2L, e * e * e))).get(0)).get(0);
    assertThat(point.value()).isEqualTo(e * e, within(EXACT));
    assertThat(point.low()).isEqualTo(Math.exp(2 - Math.sqrt(2)), within(EXACT));
    assertThat(point.high()).isEqualTo(Math.exp(2 + Math.sqrt(2)), within(1e-9));
    // A loss of one's own may be negative, and has no logarithm then.
    Point loss = points(views(Quality.LOSS, cell("x", 0, Map.of(1L, -1.0, 2L, 2.0))).get(0)).get(0);
    assertThat(loss.value()).isEqualTo(0.5, within(EXACT));
  }

  @Test
  void anAttackWithoutANumberHasNoChart() {
    assertThat(
            views(
                Quality.RMSE,
                cell("x", 0, Map.of(1L, 0.5)),
                cell("ruin", 0, Map.of(1L, Double.NaN))))
        .extracting(AlongView::title)
        .containsExactly("x");
  }
}
