package org.skymask.simulate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;

class SplitsTest {

  @Test
  void whatIsWrongIsNamed() {
    refused(
        "label", Map.of(), "split = label is not a split; there are label-bias, dirichlet, shards");
    refused("label-bias", Map.of(), "label-bias needs the number q, found null");
    refused("label-bias", Map.of("q", 1.5), "q is 1.5, expected 0 to 1");
    refused("label-bias", Map.of("p", 1), "label-bias has no parameter p; known: q");
    refused("dirichlet", Map.of("alpha", 0), "alpha is 0.0, expected a number above 0");
    refused("shards", Map.of("shards", 0), "shards is 0, expected 1 or more");
    refused("iid", Map.of("q", 1), "iid has no parameter q; it has none");
  }

  private static void refused(String name, Map<String, Object> parameters, String message) {
    assertThatThrownBy(() -> Splits.of(name, parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatCannotBeDividedSaysSo() {
    Examples few = Examples.of(new LabelledData(new float[3], new int[] {0, 1, 2}, 1));
    cannot(new LabelBias(0.5), few, 2, "2 clients are too few for 3 classes");
    cannot(new Silos(), few, 2, "needs data with a column silo");
    cannot(new Even(), few, 4, "leaves a client of 4 without an example");
    cannot(new Dirichlet(0.01), few, 4, "without an example 1000 times");
  }

  private static void cannot(Split split, Examples examples, int clients, String message) {
    assertThatThrownBy(() -> split.divide(examples, 3, clients, new SplittableRandom(1)))
        .isInstanceOf(Split.SplitException.class)
        .hasMessageContaining(message);
  }

  @Test
  void silosComeInTheOrderOfTheirNames() {
    Examples examples =
        new Examples(new LabelledData(new float[4], new int[4], 1), List.of("b", "a", "b", "c"));
    assertThat(new Silos().divide(examples, 2, 99, new SplittableRandom(1)))
        .isDeepEqualTo(new int[][] {{1}, {0, 2}, {3}});
  }

  @Test
  void aStratifiedSampleTakesClassesInTurn() {
    int[] labels = {0, 0, 0, 0, 1, 1, 2};
    List<Integer> left = new ArrayList<>(List.of(3, 0, 6, 4, 1, 5, 2));
    assertThat(Stratified.take(left, labels, 3, 5)).containsExactly(0, 3, 4, 5, 6);
    assertThat(left).containsExactly(1, 2);
    assertThatThrownBy(() -> Stratified.take(left, labels, 3, 3))
        .hasMessage("3 examples are wanted for the root dataset, and 2 are there");
  }
}
