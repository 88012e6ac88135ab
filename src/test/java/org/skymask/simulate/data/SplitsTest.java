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
    refused("label", Map.of(), "there is no split label; known: label-bias, dirichlet, shards");
    refused("dirichelt", Map.of(), "there is no split dirichelt; did you mean dirichlet?");
    refused(
        "label-bias",
        Map.of(),
        "label-bias needs split.label-bias.q, probability that an example goes to the group of its"
            + " class: expected a number, from 0 to 1, found nothing");
    refused(
        "label-bias",
        Map.of("q", 1.5),
        "split.label-bias.q: expected a number, from 0 to 1, found 1.5");
    refused("label-bias", Map.of("p", 1), "split label-bias has no parameter p; did you mean q?");
    refused(
        "dirichlet",
        Map.of("alpha", 0),
        "split.dirichlet.alpha: expected a number, above 0, found 0");
    refused(
        "shards",
        Map.of("shards", 2.5),
        "split.shards.shards: expected a whole number, 1 or more, found 2.5");
    refused("iid", Map.of("q", 1), "split iid has no parameter q; it has none");
  }

  private static void refused(String name, Map<String, Object> parameters, String message) {
    assertThatThrownBy(() -> Splits.ALL.make(name, parameters))
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
