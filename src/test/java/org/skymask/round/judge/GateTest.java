package org.skymask.round.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.RootLoss;

/** Guessing among ten classes has the loss ln 10 = 2.303; 1.5 times that is 3.454. */
class GateTest {
  private static final OptionalDouble GUESSING = OptionalDouble.of(Math.log(10));

  @ParameterizedTest
  @CsvSource({
    "1.0, 3.5, 3",
    "0.01, 3.46, 3",
    "2.0, 6.1, 3",
    "2.0, 4.1, 2",
    "1.0, 1e30, 3",
    "1.0, NaN, 3",
    "1.0, Infinity, 0",
    "NaN, NaN, 3",
  })
  void doesNotPass(double base, double model, double factor) {
    assertThat(Gate.refusal(new RootLoss(base, model), GUESSING, factor))
        .startsWith("The root loss of the new model is ")
        .endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.1, 3",
    "1.0, 3.45, 3",
    "0.001, 3.4, 3",
    "2.0, 5.9, 3",
    "1.0, 3.5, 4",
    "1.0, 1e30, 0",
    "NaN, 100, 3",
  })
  void passes(double base, double model, double factor) {
    assertThat(Gate.refusal(new RootLoss(base, model), GUESSING, factor)).isNull();
  }

  @Test
  void theSentenceHasTheNumbers() {
    assertThat(Gate.refusal(new RootLoss(0.5, 8.25), GUESSING, 3))
        .isEqualTo(
            "The root loss of the new model is 8.250: more than gate.root-loss-factor = 3.0 times"
                + " the base model's 0.5000, and more than 1.5 times 2.303, the loss of guessing.");
  }

  @Test
  void withoutALossOfGuessingTheFactorAloneDecides() {
    RootLoss close = new RootLoss(0.001, 0.0029);
    assertThat(Gate.refusal(close, OptionalDouble.empty(), 3)).isNull();
    assertThat(Gate.refusal(new RootLoss(0.001, 0.0031), OptionalDouble.empty(), 3))
        .isEqualTo(
            "The root loss of the new model is 0.003100: more than gate.root-loss-factor = 3.0"
                + " times the base model's 0.001000.");
  }
}
