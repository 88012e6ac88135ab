package org.skymask.simulate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.FieldSpec;
import org.skymask.model.LabelledData;
import org.skymask.model.LossFunction;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;

class BiasedSampleTest {
  private static final Signature FOUR = Signature.classifier(List.of(1), 4);

  /** Row i has the class i mod 4. */
  private static Examples examples(int size) {
    int[] labels = new int[size];
    Arrays.setAll(labels, i -> i % 4);
    return Examples.of(new LabelledData(new float[size], labels, 1));
  }

  private static List<Integer> rows(int size, long seed) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(i);
    }
    java.util.Collections.shuffle(rows, new Random(seed));
    return rows;
  }

  private static int[] counts(int[] taken) {
    int[] counts = new int[4];
    Arrays.stream(taken).forEach(row -> counts[row % 4]++);
    return counts;
  }

  /** Worked out by hand. */
  @ParameterizedTest
  @CsvSource({
    "0.25, 0, 20, 5 5 5 5",
    "0.25, 2, 22, 6 6 5 5",
    "0.7, 0, 20, 14 2 2 2",
    "0.7, 2, 20, 2 2 14 2",
    "0.5, 1, 21, 4 11 3 3",
    "0.1, 3, 20, 6 6 6 2",
    "0, 0, 9, 0 3 3 3",
    "1, 3, 9, 0 0 0 9"
  })
  void theClassHasItsShareAndTheOthersAreEven(
      double share, int favoured, int count, String expected) {
    List<Integer> left = rows(200, 3);
    int[] taken = new BiasedSample(share, favoured).take(left, examples(200), FOUR, count);
    assertThat(counts(taken))
        .containsExactly(Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray());
    assertThat(taken).isSorted().doesNotHaveDuplicates();
    assertThat(left).hasSize(200 - count).doesNotContainAnyElementsOf(boxed(taken));
  }

  private static List<Integer> boxed(int[] rows) {
    return Arrays.stream(rows).boxed().toList();
  }

  /** Which keeps the sample of earlier experiments. */
  @ParameterizedTest
  @CsvSource({"20, 0", "21, 0", "22, 3", "3, 1"})
  void aShareOfOneOfTheClassesIsTheBalancedSample(int count, int favoured) {
    int[] balanced = Stratified.take(rows(100, 5), examples(100), FOUR, count);
    assertThat(new BiasedSample(0.25, favoured).take(rows(100, 5), examples(100), FOUR, count))
        .isEqualTo(balanced);
  }

  @Property(tries = 200)
  void countsFollowFromShareAndSizeAlone(
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @IntRange(min = 0, max = 3) int favoured,
      @ForAll @IntRange(min = 1, max = 90) int count,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    BiasedSample sample = new BiasedSample(share, favoured);
    int[] counts = counts(sample.take(rows(400, seed), examples(400), FOUR, count));
    assertThat(Arrays.stream(counts).sum()).isEqualTo(count);
    assertThat(Math.abs(counts[favoured] - share * count)).isLessThanOrEqualTo(1.0);
    counts[favoured] = -1;
    int[] others = Arrays.stream(counts).filter(other -> other >= 0).sorted().toArray();
    assertThat(others[2] - others[0]).isLessThanOrEqualTo(1);
    assertThat(sample.take(rows(400, seed), examples(400), FOUR, count))
        .isEqualTo(sample.take(rows(400, seed), examples(400), FOUR, count));
  }

  @Test
  void tooFewExamplesOfTheClassAreTold() {
    assertThatThrownBy(() -> new BiasedSample(0.9, 1).take(rows(40, 1), examples(40), FOUR, 20))
        .hasMessage(
            "root-bias = 0.9 of 20 root examples takes 18 examples of class 1, and 10 are there");
    assertThatThrownBy(() -> new BiasedSample(0.1, 1).take(rows(40, 1), examples(40), FOUR, 40))
        .hasMessageContaining("takes 36 examples of other classes, and 30 are there");
    assertThat(new BiasedSample(0.9, 1).isPossible(rows(40, 1), examples(40), FOUR, 20)).isFalse();
    assertThat(new BiasedSample(0.9, 1).isPossible(rows(40, 1), examples(40), FOUR, 11)).isTrue();
  }

  @Test
  void aModelWithoutTheClassIsTold() {
    assertThatThrownBy(() -> new BiasedSample(0.5, 4).check(FOUR))
        .hasMessage("favours root-class = 4, expected a class below 4");
    Signature number =
        new Signature(
            List.of(new FieldSpec("x", ValueType.FLOAT32, List.of(2))),
            new FieldSpec("y", ValueType.FLOAT32, List.of()),
            LossFunction.MEAN_SQUARED_ERROR,
            null);
    assertThatThrownBy(() -> new BiasedSample(0.5, 0).check(number))
        .hasMessage(
            "goes by the class of an example, and the model has the target float32 [] and the loss"
                + " mean-squared-error; expected balanced, which draws from all examples");
  }

  /** So that the property's examples are not all alike. */
  @Test
  void anotherOrderTakesOtherRows() {
    SplittableRandom random = new SplittableRandom(9);
    BiasedSample sample = new BiasedSample(0.6, 0);
    assertThat(sample.take(rows(200, random.nextInt()), examples(200), FOUR, 20))
        .isNotEqualTo(sample.take(rows(200, random.nextInt()), examples(200), FOUR, 20));
  }
}
