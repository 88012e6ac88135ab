package org.skymask.round.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

class InitialValuesTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(3, 8, 8),
          10,
          List.of(
              new TensorSpec("conv.weight", List.of(16, 3, 3, 3), true),
              new TensorSpec("conv.bias", List.of(16), true),
              new TensorSpec("norm.weight", List.of(16), true),
              new TensorSpec("norm.bias", List.of(16), true),
              new TensorSpec("norm.running_mean", List.of(16), false),
              new TensorSpec("norm.running_var", List.of(16), false)));

  @Test
  void eachKindOfTensorHasItsOwn() {
    float[] values = InitialValues.of(LAYOUT, 5);
    double bound = 1 / Math.sqrt(27);
    double squares = 0;
    for (int j = 0; j < 432 + 16; j++) {
      assertThat(Math.abs(values[j])).isLessThanOrEqualTo((float) bound);
      squares += values[j] * values[j];
    }
    // The variance of a uniform distribution.
    assertThat(squares / 448).isCloseTo(bound * bound / 3, within(0.2 * bound * bound / 3));
    assertThat(range(values, 448)).containsOnly(1f);
    assertThat(range(values, 464)).containsOnly(0f);
    assertThat(range(values, 480)).containsOnly(0f);
    assertThat(range(values, 496)).containsOnly(1f);
  }

  @Test
  void theSeedDecides() {
    assertThat(InitialValues.of(LAYOUT, 5)).isEqualTo(InitialValues.of(LAYOUT, 5));
    assertThat(InitialValues.of(LAYOUT, 5)).isNotEqualTo(InitialValues.of(LAYOUT, 6));
  }

  private static float[] range(float[] values, int from) {
    return java.util.Arrays.copyOfRange(values, from, from + 16);
  }
}
