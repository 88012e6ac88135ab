package org.skymask.simulate.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which test examples a model is evaluated on. */
class EvaluatorTest {

  /** Ten classes, one after the other. */
  @Test
  void aSortedFileShowsAllClasses() {
    int[] rows = Evaluator.chosen(10_000, 1000);
    assertThat(rows).hasSize(1000).isSorted().doesNotHaveDuplicates();
    int[] classes = new int[10];
    Arrays.stream(rows).forEach(row -> classes[row / 1000]++);
    for (int count : classes) {
      assertThat(count).isBetween(60, 140);
    }
    assertThat(Evaluator.chosen(10_000, 1000)).containsExactly(rows);
  }

  @Test
  void allAreAllInTheirOrder() {
    assertThat(Evaluator.chosen(7, Integer.MAX_VALUE))
        .containsExactly(IntStream.range(0, 7).toArray());
  }
}
