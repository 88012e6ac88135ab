package org.skymask.simulate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.LabelledData;
import org.skymask.model.LossFunction;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;

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

  private static Signature classes(int count) {
    return Signature.classifier(List.of(1), count);
  }

  private static Signature of(LossFunction loss, FieldSpec target, @Nullable Integer classes) {
    return new Signature(
        List.of(new FieldSpec("x", ValueType.FLOAT32, List.of(1))), target, loss, classes);
  }

  /** The quarters of the sorted numbers −1, 0, 2, 3, 5, 7, 8, 9; two of these a client. */
  @Test
  void shardsOfNumbersLieBetweenTheirQuantiles() {
    float[] numbers = {9, 0, 5, 3, 7, 2, 8, -1};
    Examples examples =
        Examples.of(
            new FieldData(
                List.of(new FieldValues.Floats(new float[8], 1)),
                new FieldValues.Floats(numbers, 1)));
    Signature regression =
        of(LossFunction.HUBER, new FieldSpec("y", ValueType.FLOAT32, List.of()), null);
    int[][] shares = new LabelShards(1).divide(examples, regression, 4, new SplittableRandom(3));
    assertThat(List.of(shares))
        .containsExactlyInAnyOrder(
            new int[] {1, 7}, new int[] {3, 5}, new int[] {2, 4}, new int[] {0, 6});
  }

  /** From a half on, as accuracy counts it. */
  @Test
  void yesAndNoAreTwoClasses() {
    Examples examples =
        Examples.of(
            new FieldData(
                List.of(new FieldValues.Floats(new float[4], 1)),
                new FieldValues.Floats(new float[] {0, 1, 0.5f, 0.49f}, 1)));
    Signature binary =
        of(
            LossFunction.BINARY_CROSS_ENTROPY,
            new FieldSpec("y", ValueType.FLOAT32, List.of(1)),
            null);
    assertThat(examples.labels(binary)).hasValue(new int[] {0, 1, 1, 0});
    List<Integer> left = new ArrayList<>(List.of(2, 1, 3, 0));
    assertThat(Stratified.take(left, examples, binary, 2)).containsExactly(2, 3);
    Signature several =
        of(
            LossFunction.BINARY_CROSS_ENTROPY,
            new FieldSpec("y", ValueType.FLOAT32, List.of(2)),
            null);
    assertThatThrownBy(() -> new Dirichlet(1).check(several))
        .isInstanceOf(Split.SplitException.class)
        .hasMessageContaining("split = dirichlet goes by the class of an example");
  }

  /** Where examples have no one class, the first are as good as any. */
  @Test
  void aSampleWithoutClassesIsOfTheFirst() {
    Examples numbers =
        Examples.of(
            new FieldData(
                List.of(new FieldValues.Floats(new float[4], 1)),
                new FieldValues.Floats(new float[4], 1)));
    Signature regression =
        of(LossFunction.HUBER, new FieldSpec("y", ValueType.FLOAT32, List.of()), null);
    List<Integer> left = new ArrayList<>(List.of(2, 1, 3, 0));
    assertThat(Stratified.take(left, numbers, regression, 3)).containsExactly(1, 2, 3);
    assertThat(left).containsExactly(0);
    assertThatThrownBy(() -> Stratified.take(left, numbers, regression, 2))
        .hasMessage("2 examples are wanted for the root dataset, and 1 are there");
  }

  private static void cannot(Split split, Examples examples, int clients, String message) {
    assertThatThrownBy(() -> split.divide(examples, classes(3), clients, new SplittableRandom(1)))
        .isInstanceOf(Split.SplitException.class)
        .hasMessageContaining(message);
  }

  @Test
  void silosComeInTheOrderOfTheirNames() {
    Examples examples =
        new Examples(new LabelledData(new float[4], new int[4], 1), List.of("b", "a", "b", "c"));
    assertThat(new Silos().divide(examples, classes(2), 99, new SplittableRandom(1)))
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
