package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.model.LabelledData;
import org.skymask.named.ParameterException;

/** That attacks do what they are for, where the server takes the plain mean. */
class EffectTest {
  private static final int ROUNDS = 6;

  private static SmallFederation played(Attack attack, int malicious) {
    SmallFederation federation = new SmallFederation(malicious);
    for (int round = 0; round < ROUNDS; round++) {
      federation.play(attack);
    }
    return federation;
  }

  private static SmallFederation played(String attack, Map<String, ?> parameters) {
    return played(Attacks.ALL.make(attack, parameters), 3);
  }

  @Test
  void withoutAnAttackTheModelLearns() {
    SmallFederation honest = played("none", Map.of());
    assertThat(honest.accuracy()).isGreaterThan(0.95);
    assertThat(honest.loss()).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label-flip",
        "sign-flip",
        "gaussian",
        "ipm",
        "trim",
        "krum",
        "alie-optimised",
        "ipm-optimised",
        "single-layer",
        "top-coordinates",
        "poisonedfl",
        "non-collusive",
        "against-forecast",
        "adaptive-skymask",
        "adaptive-remembered"
      })
  void theLossIsHigherThanWithoutIt(String attack) {
    double without = played("none", Map.of()).loss();
    assertThat(played(attack, Map.of()).loss()).isGreaterThan(1.3 * without);
  }

  /** The same on a model that predicts a number. */
  @ParameterizedTest
  @ValueSource(strings = {"target-flip", "target-noise", "sign-flip", "ipm"})
  void theErrorOfNumbersIsHigherThanWithoutIt(String attack) {
    double without = lossOfNumbers("none");
    assertThat(without).isLessThan(0.02);
    assertThat(lossOfNumbers(attack)).isGreaterThan(1.3 * without);
  }

  private static double lossOfNumbers(String name) {
    Attack attack = Attacks.ALL.make(name, Map.of());
    SmallFederation federation = SmallFederation.ofNumbers(3);
    for (int round = 0; round < ROUNDS; round++) {
      federation.play(attack);
    }
    return federation.loss();
  }

  /** The fourth of the six rounds is the first in which sleepers strike. */
  @ParameterizedTest
  @CsvSource({
    "sleeper, after, 3",
    "reputation, after, 5",
    "intermittent, honest, 1",
    "alternate, groups, 2",
    "rotate, rounds, 2"
  })
  void theLossIsHigherThoughNotEveryRoundIsAttacked(String attack, String key, int value) {
    double without = played("none", Map.of()).loss();
    assertThat(played(attack, Map.of(key, value)).loss()).isGreaterThan(1.1 * without);
  }

  /** These are meant to go unnoticed among clients that differ, and here clients are alike. */
  @ParameterizedTest
  @ValueSource(strings = {"min-max", "min-sum", "pill", "mimic"})
  void theLossIsALittleHigherThanWithoutIt(String attack) {
    double without = played("none", Map.of()).loss();
    assertThat(played(attack, Map.of()).loss()).isGreaterThan(1.01 * without);
  }

  /** Its parameters are the honest ones, and the last values of its state are not. */
  @Test
  void aShiftedStateIsAllThatDiffers() {
    Attack attack = Attacks.ALL.make("state-shift", Map.of("shift", -30, "count", 1));
    AttackContext context = new SmallFederation(2).next(attack);
    float[][] sent = attack.craft(context);
    int last = context.layout().updateCount() - 1;
    for (int i = 0; i < sent.length; i++) {
      assertThat(Arrays.copyOf(sent[i], last))
          .containsExactly(Arrays.copyOf(context.own()[i], last));
      assertThat(sent[i][last]).isEqualTo((float) (context.own()[i][last] - 30.0));
    }
    Attack more = Attacks.ALL.make("state-shift", Map.of("count", 1000));
    assertThatThrownBy(() -> more.check(context.layout(), 3))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("count: expected 2 at most, the values of the model's state");
  }

  @ParameterizedTest
  @CsvSource({
    "backdoor, 0",
    "scaling, 2",
    "model-replacement, 0",
    "distributed-backdoor, 2",
    "neurotoxin, 1",
    "critical-layers, 2"
  })
  void theTriggerTurnsExamplesIntoTheTarget(String name, int factor) {
    Map<String, Object> parameters = new HashMap<>(Map.of("size", 2, "value", 2, "target", 1));
    if (factor > 0) {
      parameters.put("factor", factor);
    }
    Attack attack = Attacks.ALL.make(name, parameters);
    SmallFederation attacked = played(attack, 3);
    Trigger trigger = attack.trigger().orElseThrow();
    assertThat(played("none", Map.of()).attackSuccess(trigger)).isLessThan(0.1);
    assertThat(attacked.attackSuccess(trigger)).isGreaterThan(0.8);
    assertThat(attacked.accuracy()).as("of what carries no trigger").isGreaterThan(0.95);
  }

  /** Against its own criterion, with root data that the attacker has not seen. */
  @Test
  void adaptiveUpdatesRaiseTheLossAndKeepHonestMasks() {
    Attack attack = Attacks.ALL.make("adaptive-skymask", Map.of("knowledge", "honest"));
    AttackContext context = new SmallFederation(2).next(attack);
    float[][] sent = attack.craft(context);
    assertThat(lossAtMean(context, sent)).isGreaterThan(1.25 * lossAtMean(context, context.own()));
    double adaptive = agreement(context, sent);
    double reversed = agreement(context, Attacks.ALL.make("sign-flip", Map.of()).craft(context));
    assertThat(adaptive).isGreaterThan(0.9).isGreaterThan(reversed + 0.15);
    int length = context.layout().parameterCount();
    for (int k = 0; k < sent.length; k++) {
      assertThat(Statistics.norm(sent[k], length))
          .isLessThanOrEqualTo(2.0001 * Statistics.norm(context.own()[k], length));
    }
  }

  private static double lossAtMean(AttackContext context, float[][] sent) {
    return descent(context).lossAt(Sight.mean(all(context, sent)), test());
  }

  private static LabelledData test() {
    return SmallFederation.data(2000, 300);
  }

  /** Share of the malicious clients' bits that are those of their honest updates. */
  private static double agreement(AttackContext context, float[][] sent) {
    SurrogateMasks masks = new SurrogateMasks(descent(context), test(), 20, 1e5);
    boolean[][] honest = masks.of(cut(context, all(context, context.own())));
    boolean[][] crafted = masks.of(cut(context, all(context, sent)));
    int same = 0;
    int of = 0;
    for (int i = context.honest().length; i < honest.length; i++) {
      for (int j = 0; j < honest[i].length; j++) {
        of++;
        same += honest[i][j] == crafted[i][j] ? 1 : 0;
      }
    }
    return (double) same / of;
  }

  private static Descent descent(AttackContext context) {
    return new Descent(context.loss(), context.base(), context.layout().parameterCount());
  }

  private static float[][] all(AttackContext context, float[][] sent) {
    float[][] all = Arrays.copyOf(context.honest(), context.honest().length + sent.length);
    System.arraycopy(sent, 0, all, context.honest().length, sent.length);
    return all;
  }

  private static float[][] cut(AttackContext context, float[][] rows) {
    int length = context.layout().parameterCount();
    return Arrays.stream(rows).map(row -> Arrays.copyOf(row, length)).toArray(float[][]::new);
  }
}
