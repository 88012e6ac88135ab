package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.TensorSpec;
import org.skymask.model.ValueType;

/** What is done to targets of models that are no classifiers. */
class TargetAttackTest {
  private static Layout layout(LossFunction loss, FieldValues target, @Nullable Integer classes) {
    List<Integer> shape = target.width() == 1 ? List.of() : List.of(target.width());
    ValueType type = target instanceof Longs ? ValueType.INT64 : ValueType.FLOAT32;
    return new Layout(
        new Signature(
            List.of(new FieldSpec("x", ValueType.INT64, List.of())),
            new FieldSpec("y", type, shape),
            loss,
            classes),
        List.of(new TensorSpec("w", List.of(1), true)));
  }

  private static FieldValues poisoned(
      String attack, Map<String, ?> parameters, LossFunction loss, FieldValues target) {
    ModelData data = new FieldData(List.of(new Longs(new long[target.size()], 1)), target);
    String before = data.digest();
    Integer classes = loss.hasClasses() ? (Integer) 5 : null;
    ModelData changed =
        Attacks.ALL.make(attack, parameters).poison().of(data, layout(loss, target, classes), 0, 7);
    assertThat(data.digest()).as("what it was given").isEqualTo(before);
    assertThat(changed.input(0)).isEqualTo(data.input(0));
    return changed.target();
  }

  private static float[] numbers(String attack, Map<String, ?> parameters, int width, float... y) {
    return ((Floats)
            poisoned(attack, parameters, LossFunction.MEAN_SQUARED_ERROR, new Floats(y, width)))
        .values();
  }

  /** Least and largest are 1 and 6; the mean is 3. */
  @Test
  void numbersAreMirrored() {
    assertThat(numbers("target-flip", Map.of(), 1, 1, 2, 6)).containsExactly(6, 5, 1);
    assertThat(numbers("target-flip", Map.of("about", "mean"), 1, 1, 2, 6))
        .containsExactly(5, 4, 0);
  }

  /** Examples (0, 10), (4, 20): 0 + 4 and 10 + 20. */
  @Test
  void eachOfSeveralNumbersByItself() {
    assertThat(numbers("target-flip", Map.of(), 2, 0, 10, 4, 20)).containsExactly(4, 20, 0, 10);
    Map<String, ?> shifted = Map.of("deviation", 0, "shift", 1);
    // Deviations are 2 and 5.
    assertThat(numbers("target-noise", shifted, 2, 0, 10, 4, 20)).containsExactly(2, 15, 6, 25);
  }

  /** 1, 2, 6: the mean is 3, the variance (4 + 1 + 9)/3. */
  @Test
  void noiseIsInUnitsOfTheOwnDeviation() {
    float deviation = (float) Math.sqrt(14.0 / 3);
    float[] shifted = numbers("target-noise", Map.of("deviation", 0, "shift", -2), 1, 1, 2, 6);
    assertThat(shifted)
        .containsExactly(
            new float[] {1 - 2 * deviation, 2 - 2 * deviation, 6 - 2 * deviation}, within(1e-5f));
    float[] y = new float[4000];
    for (int i = 0; i < y.length; i++) {
      y[i] = i % 2 == 0 ? 1 : 5;
    }
    float[] noisy = numbers("target-noise", Map.of(), 1, y);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      sum += noisy[i] - y[i];
      squares += (noisy[i] - y[i]) * (noisy[i] - y[i]);
    }
    // The deviation is 2, that of the noise three times that.
    assertThat(sum / y.length).isCloseTo(0, within(0.3));
    assertThat(Math.sqrt(squares / y.length)).isCloseTo(6, within(0.3));
  }

  @Test
  void numbersThatAreAllTheSameHaveAUnitToo() {
    assertThat(numbers("target-noise", Map.of("deviation", 0, "shift", 1), 1, 4, 4))
        .containsExactly(5, 5);
    assertThat(numbers("target-flip", Map.of(), 1)).isEmpty();
  }

  /** Five classes; what the loss leaves out stays so. */
  @Test
  void labelsOfTokensAreFlippedEach() {
    FieldValues target = new Longs(new long[] {0, 4, -100, 1}, 2);
    assertThat(
            ((Longs) poisoned("label-flip", Map.of(), LossFunction.CROSS_ENTROPY_PER_TOKEN, target))
                .values())
        .containsExactly(4, 0, -100, 3);
    Map<String, ?> pair = Map.of("mapping", "pair", "from", 1, "to", 4);
    assertThat(
            ((Longs) poisoned("label-flip", pair, LossFunction.CROSS_ENTROPY_PER_TOKEN, target))
                .values())
        .containsExactly(0, 1, -100, 4);
  }

  @Test
  void yesBecomesNo() {
    FieldValues target = new Floats(new float[] {0, 1, 0.25f, 1}, 2);
    for (Map<String, ?> mapping :
        List.<Map<String, ?>>of(
            Map.of(), Map.of("mapping", "next"), Map.of("mapping", "pair", "from", 1, "to", 0))) {
      assertThat(
              ((Floats) poisoned("label-flip", mapping, LossFunction.BINARY_CROSS_ENTROPY, target))
                  .values())
          .containsExactly(1, 0, 0.75f, 0);
    }
    assertThatThrownBy(
            () ->
                poisoned(
                    "label-flip",
                    Map.of("mapping", "pair", "to", 2),
                    LossFunction.BINARY_CROSS_ENTROPY,
                    target))
        .hasMessage("from and to: expected classes below 2, found 0 and 2");
  }

  @Test
  void whatAModelDoesNotHaveIsNotChanged() {
    FieldValues number = new Floats(new float[] {1}, 1);
    for (String attack : List.of("label-flip", "backdoor", "critical-layers")) {
      assertThatThrownBy(
              () ->
                  Attacks.ALL
                      .make(attack, Map.of())
                      .check(layout(LossFunction.HUBER, number, null), 3))
          .as(attack)
          .isInstanceOf(UnfitException.class)
          .hasMessageContaining("the target float32 [] and the loss huber has");
    }
    for (LossFunction loss : List.of(LossFunction.BINARY_CROSS_ENTROPY, LossFunction.FUNCTION)) {
      assertThatThrownBy(() -> poisoned("target-flip", Map.of(), loss, number))
          .isInstanceOf(UnfitException.class)
          .hasMessageContaining("changes numbers that are to be predicted, and a model with");
    }
    assertThatThrownBy(() -> poisoned("label-flip", Map.of(), LossFunction.FUNCTION, number))
        .isInstanceOf(UnfitException.class);
  }
}
