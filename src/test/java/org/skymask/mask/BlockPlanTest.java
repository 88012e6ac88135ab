package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

class BlockPlanTest {
  /** Layer a: 6 + 2, state of 3 in between, layer b: 5; so 13 parameters and 3 of state. */
  private static final Layout LAYOUT =
      new Layout(
          List.of(3),
          2,
          List.of(
              new TensorSpec("a.weight", List.of(2, 3), true),
              new TensorSpec("a.running_mean", List.of(3), false),
              new TensorSpec("b.weight", List.of(5), true),
              new TensorSpec("a.bias", List.of(2), true)));

  @Test
  void parametersFirstThenState() {
    BlockPlan plan = new BlockPlan(LAYOUT, 5);
    assertThat(plan.blocks()).isEqualTo(4);
    assertThat(IntStream.range(0, 4).mapToObj(plan::range))
        .containsExactly(new Range(0, 4), new Range(4, 8), new Range(8, 13), new Range(13, 16));
    assertThat(IntStream.range(0, 4).mapToObj(plan::isTrainable))
        .containsExactly(true, true, true, false);
  }

  @Property(tries = 200, seed = "6")
  void blocksCoverTheAxisOnce(@ForAll @IntRange(min = 1, max = 40) int length) {
    BlockPlan plan = new BlockPlan(LAYOUT, length);
    int at = 0;
    for (int block = 0; block < plan.blocks(); block++) {
      Range range = plan.range(block);
      assertThat(range.start()).isEqualTo(at);
      assertThat(range.length()).isBetween(1, length);
      assertThat(plan.isTrainable(block)).isEqualTo(range.end() <= LAYOUT.parameterCount());
      at = range.end();
    }
    assertThat(at).isEqualTo(LAYOUT.valueCount());
  }

  /** The paper's CNN: nine blocks would leave one of two cores with five of them. */
  @Test
  void manyBlocksAreDividedByTwoThreeFourAndSixCores() {
    Layout cnn = new Layout(List.of(1), 2, List.of(new TensorSpec("w", List.of(139_960), true)));
    BlockPlan plan = new BlockPlan(cnn, 16_384);
    assertThat(plan.blocks()).isEqualTo(12);
    assertThat(IntStream.range(0, 12).mapToObj(plan::range))
        .allSatisfy(range -> assertThat(range.start() % 16).isZero())
        .allSatisfy(range -> assertThat(range.length()).isBetween(11_640, 11_690));
  }

  @Test
  void layersAreFoundAcrossBlocks() {
    BlockPlan plan = new BlockPlan(LAYOUT, 5);
    // Axis: a.weight [0, 6), b.weight [6, 11), a.bias [11, 13).
    assertThat(plan.parts(0, 5)).containsExactly(new BlockPlan.Part(0, new Range(0, 5)));
    assertThat(plan.parts(5, 10))
        .containsExactlyInAnyOrder(
            new BlockPlan.Part(0, new Range(5, 6)), new BlockPlan.Part(1, new Range(6, 10)));
    assertThat(plan.parts(10, 13))
        .containsExactlyInAnyOrder(
            new BlockPlan.Part(0, new Range(11, 13)), new BlockPlan.Part(1, new Range(10, 11)));
  }

  @Property(tries = 100, seed = "7")
  void partsOfAllBlocksAreTheLayers(@ForAll @IntRange(min = 1, max = 20) int length) {
    BlockPlan plan = new BlockPlan(LAYOUT, length);
    int[] sizes = new int[2];
    List<Integer> positions = new ArrayList<>();
    for (int block = 0; block < plan.blocks(); block++) {
      if (plan.isTrainable(block)) {
        for (BlockPlan.Part part : plan.parts(plan.range(block).start(), plan.range(block).end())) {
          sizes[part.layer()] += part.range().length();
          IntStream.range(part.range().start(), part.range().end()).forEach(positions::add);
        }
      }
    }
    assertThat(sizes).containsExactly(8, 5);
    assertThat(positions).doesNotHaveDuplicates().hasSize(13);
  }

  @Test
  void aLayoutWithoutStateHasNoBlocksOfIt() {
    Layout layout = new Layout(List.of(1), 2, List.of(new TensorSpec("w", List.of(4), true)));
    assertThat(new BlockPlan(layout, 4).blocks()).isEqualTo(1);
    assertThat(new BlockPlan(layout, 3).blocks()).isEqualTo(2);
  }
}
