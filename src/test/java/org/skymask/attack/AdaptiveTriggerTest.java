package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.named.ParameterException;

/** A backdoor that learns its pattern. */
class AdaptiveTriggerTest {
  private static final Map<String, ?> WEAK = Map.of("size", 2, "value", 0, "target", 1);

  private static double lossOf(AttackContext context, Trigger trigger) {
    LabelledData test = SmallFederation.data(2000, 300);
    return context
        .loss()
        .of(
            context.base(),
            PooledExamples.triggered(test, trigger, context.layout()),
            new float[context.layout().parameterCount()]);
  }

  /** (x − 0.7)² + (y + 0.3)²: steps of ½, ¼, ⅛ and so on. */
  @Test
  void theSearchGoesDownCoordinateByCoordinate() {
    CoordinateSearch search = new CoordinateSearch(30, 0.5, -1, 1);
    float[] start = {0, 0};
    float[] found = search.from(start, p -> Math.pow(p[0] - 0.7, 2) + Math.pow(p[1] + 0.3, 2));
    assertThat(found[0]).isCloseTo(0.7f, within(0.01f));
    assertThat(found[1]).isCloseTo(-0.3f, within(0.01f));
    assertThat(start).containsExactly(0, 0);
    assertThat(search.from(start, p -> -p[0] + p[1])).containsExactly(1, -1);
    assertThat(new CoordinateSearch(1, 0.5, -1, 1).from(start, p -> -p[0]))
        .containsExactly(0.5f, 0);
  }

  /** On data that the attacker has not seen. */
  @Test
  void theModelTakesTheLearnedPatternForTheTarget() {
    Attack attack = Attacks.ALL.make("adaptive-trigger", WEAK);
    Trigger trigger = attack.trigger().orElseThrow();
    AttackContext context = new SmallFederation(2).next(attack);
    double before = lossOf(context, trigger);
    attack.craft(context);
    assertThat(trigger.changes()).isTrue();
    assertThat(lossOf(context, trigger)).isLessThan(0.9 * before);
  }

  /** Zeros in a corner say nothing; what is searched for from there does. */
  @Test
  void itIsABackdoorThatLeavesOtherExamplesAlone() {
    Attack attack = Attacks.ALL.make("adaptive-trigger", WEAK);
    SmallFederation attacked = new SmallFederation(3);
    for (int round = 0; round < 6; round++) {
      attacked.play(attack);
    }
    assertThat(attacked.attackSuccess(attack.trigger().orElseThrow())).isGreaterThan(0.8);
    assertThat(attacked.attackSuccess(new PatternTrigger(2, 0, 1))).isLessThan(0.5);
    assertThat(attacked.accuracy()).isGreaterThan(0.95);
  }

  /** Without the unlearned model another pattern is found. */
  @Test
  void theUnlearnedModelHasItsSay() {
    assertThat(learned(0)).isNotEqualTo(learned(50));
  }

  private static float[] learned(double adversarial) {
    Attack attack =
        Attacks.ALL.make(
            "adaptive-trigger",
            Map.of("size", 3, "value", 0.5, "target", 1, "adversarial", adversarial, "sweeps", 9));
    AttackContext context = new SmallFederation(2).next(attack);
    attack.craft(context);
    return ((LearnedTrigger) attack.trigger().orElseThrow()).values(context.layout());
  }

  @Test
  void thePatternStaysInItsRange() {
    Attack attack =
        Attacks.ALL.make(
            "adaptive-trigger", Map.of("value", 5, "least", -0.1, "most", 0.2, "target", 1));
    AttackContext context = new SmallFederation(1).next(attack);
    attack.craft(context);
    LearnedTrigger trigger = (LearnedTrigger) attack.trigger().orElseThrow();
    for (float value : trigger.values(context.layout())) {
      assertThat(value).isBetween(-0.1f, 0.2f);
    }
    assertThatThrownBy(() -> Attacks.ALL.make("adaptive-trigger", Map.of("most", -3)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("most: expected least = -2.0 or more, found -3");
  }
}
