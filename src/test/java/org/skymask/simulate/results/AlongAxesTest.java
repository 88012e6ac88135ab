package org.skymask.simulate.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.skymask.config.Experiment.Entry;
import org.skymask.report.AlongAxis;
import org.skymask.report.AlongAxis.Cell;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.AlongAxis.Place;

class AlongAxesTest {
  private static final List<Entry> IID = List.of(new Entry("iid", "iid", Map.of()));

  private static List<AlongAxis> axes(List<Entry> splits, int classes, List<CellResult> cells) {
    return new AlongAxes(SummaryRow.of(cells), splits, classes).all();
  }

  private static CellResult attacked(double fraction, long seed, double accuracy) {
    return FinishedCells.cell("fedavg", "ipm", fraction, seed, accuracy);
  }

  private static Setup setup(int examples, OptionalDouble bias) {
    return new Setup("any", OptionalInt.of(8), 1, OptionalInt.of(examples), bias, "same");
  }

  @Test
  void oneValueIsNoAxis() {
    assertThat(axes(IID, 10, List.of())).isEmpty();
    assertThat(
            axes(
                IID,
                10,
                List.of(FinishedCells.cell("fedavg", "none", 0, 1, 0.9), attacked(0.2, 1, 0.5))))
        .isEmpty();
  }

  @Test
  void nobodyMaliciousIsTheFractionZeroOfEachAttack() {
    List<AlongAxis> axes =
        axes(
            IID,
            10,
            List.of(
                FinishedCells.cell("fedavg", "none", 0, 1, 0.9),
                attacked(0.4, 1, 0.5),
                attacked(0.2, 1, 0.6),
                attacked(0.2, 2, 0.8)));
    assertThat(axes).hasSize(1);
    AlongAxis axis = axes.get(0);
    assertThat(axis.kind().code()).isEqualTo("fraction");
    assertThat(axis.fromNobody()).isTrue();
    assertThat(axis.places())
        .containsExactly(new Place(0, "0"), new Place(0.2, "20"), new Place(0.4, "40"));
    assertThat(axis.groups())
        .containsExactly(
            new Group(
                "iid",
                List.of(
                    new Cell("fedavg", "ipm", true, 0, Map.of(1L, 0.9)),
                    new Cell("fedavg", "ipm", true, 2, Map.of(1L, 0.5)),
                    new Cell("fedavg", "ipm", true, 1, Map.of(1L, 0.6, 2L, 0.8)))));
  }

  /** Of ten classes a balanced sample has 10 % of each, between 0.05 and 0.5. */
  @Test
  void theOtherAxesAreHeld() {
    List<CellResult> cells = new ArrayList<>();
    for (double fraction : new double[] {0, 0.2, 0.4}) {
      String attack = fraction == 0 ? "none" : "ipm";
      for (int examples : new int[] {300, 20}) {
        for (OptionalDouble bias :
            List.of(OptionalDouble.of(0.5), OptionalDouble.of(0.05), OptionalDouble.empty())) {
          cells.add(
              FinishedCells.cell("fedavg", attack, fraction, 1, 0.5)
                  .labelled("fedavg", attack, "iid", setup(examples, bias)));
        }
      }
    }
    List<AlongAxis> axes = axes(IID, 10, cells);
    assertThat(axes)
        .extracting(axis -> axis.kind().code())
        .containsExactly("fraction", "root-examples", "root-bias");
    assertThat(axes.get(0).groups())
        .extracting(Group::held)
        .hasSize(6)
        .startsWith("iid · 300 root examples, root bias 0.5")
        .endsWith("iid · 20 root examples, root bias 1/10");
    assertThat(axes.get(2).places())
        .extracting(Place::label)
        .containsExactly("0.05", "1/10", "0.5");
    assertThat(axes.get(2).groups())
        .extracting(Group::held)
        .containsExactly(
            "20 % malicious · iid · 300 root examples",
            "40 % malicious · iid · 300 root examples",
            "20 % malicious · iid · 20 root examples",
            "40 % malicious · iid · 20 root examples");
    // Nobody malicious, and 20 %, at each of the three.
    assertThat(axes.get(2).groups().get(0).cells())
        .extracting(Cell::attack)
        .containsExactly("none", "none", "none", "ipm", "ipm", "ipm");
    assertThat(axes(IID, 0, cells).get(2).places())
        .first()
        .isEqualTo(new Place(Double.NaN, "balanced"));
  }

  @Test
  void splitsThatDifferInOneNumberAreAnAxis() {
    List<Entry> splits =
        List.of(
            new Entry("strong", "label-bias", Map.of("q", 0.95)),
            new Entry("weak", "label-bias", Map.of("q", 0.1)),
            new Entry("iid", "iid", Map.of()));
    List<CellResult> cells =
        splits.stream()
            .map(
                split ->
                    attacked(0.2, 1, 0.5).labelled("fedavg", "ipm", split.label(), Setup.UNKNOWN))
            .toList();
    List<AlongAxis> axes = axes(splits, 10, cells);
    assertThat(axes).hasSize(1);
    assertThat(axes.get(0).kind().title()).isEqualTo("q of label-bias");
    assertThat(axes.get(0).places())
        .containsExactly(new Place(0.1, "0.1"), new Place(0.95, "0.95"));
    assertThat(axes.get(0).groups()).extracting(Group::held).containsExactly("20 % malicious");
  }

  /** There is nothing to draw where the models of all places but one are ruined. */
  @Test
  void aPlaceNeedsANumber() {
    assertThat(axes(IID, 10, List.of(attacked(0.2, 1, 0.5), attacked(0.4, 1, Double.NaN))))
        .isEmpty();
  }
}
