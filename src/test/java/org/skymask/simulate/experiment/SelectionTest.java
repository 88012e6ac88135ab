package org.skymask.simulate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.config.Axes;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.RootSample;

class SelectionTest {
  private static final Entry ANY = new Entry("a", "a", Map.of());
  private static final Axes.Variant FEDERATION =
      new Axes.Variant(
          "",
          new Experiment.Federation(
              9,
              0,
              new RootSample(20, RootSample.Bias.BALANCED, RootSample.SAME),
              0.2,
              "cnn",
              Experiment.Presence.EVERYBODY));
  private static final List<Cell> CELLS =
      IntStream.range(0, 7)
          .mapToObj(i -> new Cell("cell" + i, ANY, ANY, 0.2, ANY, 1, FEDERATION, Map.of()))
          .toList();

  private static List<String> ids(Selection selection) {
    return selection.of(CELLS).stream().map(Cell::id).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 9})
  void partsHaveNoCellInCommonAndMakeAWhole(int parts) {
    List<Cell> together = new ArrayList<>();
    for (int part = 1; part <= parts; part++) {
      List<Cell> cells = Selection.part(part, parts).of(CELLS);
      assertThat(cells.size()).isBetween(7 / parts, 7 / parts + 1);
      together.addAll(cells);
    }
    assertThat(together).containsExactlyInAnyOrderElementsOf(Selection.ALL.of(CELLS));
  }

  /**
   * Two rules by turns, as a matrix lists them: by index, each part would have one of them alone.
   */
  @Test
  void noPartHasAllCellsOfARule() {
    List<Cell> cells =
        IntStream.range(0, 24)
            .mapToObj(i -> new Cell("" + i % 2, ANY, ANY, 0.2, ANY, 1, FEDERATION, Map.of()))
            .toList();
    for (int part = 1; part <= 2; part++) {
      List<Cell> mine = Selection.part(part, 2).of(cells);
      assertThat(mine).hasSize(12);
      assertThat(mine.stream().filter(cell -> cell.id().equals("0")).count()).isBetween(4L, 8L);
    }
  }

  @Test
  void oneCell() {
    assertThat(ids(Selection.cell("cell4"))).containsExactly("cell4");
    assertThatThrownBy(() -> ids(Selection.cell("cell7")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--cell cell7: the experiment has no such cell");
  }

  @Test
  void aPartThatThereIsNot() {
    assertThatThrownBy(() -> Selection.part(0, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Selection.part(3, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
