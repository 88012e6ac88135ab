package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skymask.attack.Situation.row;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelData;
import org.skymask.named.ParameterException;

/** Attacks that do not strike in every round; updates of 1 are turned into −1. */
class TimedTest {
  private static final int ROUNDS = 6;

  private static AttackContext inRound(int round, int clients) {
    AttackContext first =
        Situation.own(IntStream.range(0, clients).mapToObj(i -> row(1)).toArray(float[][]::new))
            .context();
    return new AttackContext(
        round,
        new AttackContext.Model(first.layout(), first.base(), first.previous(), first.loss()),
        new AttackContext.Team(first.ranks(), first.own(), first.data()),
        first.honest(),
        first.clients(),
        first.surrogate(),
        first.aggregation(),
        first.seed());
  }

  /** Whether client 0 strikes, round by round. */
  private static List<Boolean> strikes(Attack attack) {
    return IntStream.rangeClosed(1, ROUNDS)
        .mapToObj(round -> attack.craft(inRound(round, 1))[0][0] < 0)
        .toList();
  }

  @Test
  void sleepersStrikeForGood() {
    assertThat(strikes(Attacks.ALL.make("sleeper", Map.of("after", 2))))
        .containsExactly(false, false, true, true, true, true);
  }

  @Test
  void aReputationIsSpentOnce() {
    assertThat(strikes(Attacks.ALL.make("reputation", Map.of("after", 2))))
        .containsExactly(false, false, true, false, false, false);
  }

  @Test
  void intermittentOnesBeginAgain() {
    assertThat(strikes(Attacks.ALL.make("intermittent", Map.of("honest", 1, "attacking", 2))))
        .containsExactly(false, true, true, false, true, true);
  }

  @Test
  void groupsTakeTurns() {
    Attack attack = Attacks.ALL.make("alternate", Map.of("groups", 3));
    assertThat(attack.craft(inRound(1, 4))).isDeepEqualTo(new float[][] {{-1}, {1}, {1}, {-1}});
    assertThat(attack.craft(inRound(2, 4))).isDeepEqualTo(new float[][] {{1}, {-1}, {1}, {1}});
    assertThat(attack.craft(inRound(3, 4))).isDeepEqualTo(new float[][] {{1}, {1}, {-1}, {1}});
    assertThat(attack.craft(inRound(4, 4))).isDeepEqualTo(attack.craft(inRound(1, 4)));
  }

  /** In an honest round the data are left alone, and where groups take turns the others' too. */
  @Test
  void dataArePoisonedInAttackedRoundsOnly() {
    LabelledData data = new LabelledData(new float[] {1, 2}, new int[] {0}, 2);
    Attack sleeper = Attacks.ALL.make("sleeper", Map.of("attack", "label-flip", "after", 1));
    Attack groups = Attacks.ALL.make("alternate", Map.of("attack", "label-flip"));
    assertThat(label(sleeper, data, 1, 0)).isZero();
    assertThat(label(sleeper, data, 2, 0)).isNotZero();
    assertThat(label(groups, data, 1, 0)).isNotZero();
    assertThat(label(groups, data, 1, 1)).isZero();
    Attack mixed =
        Attacks.ALL.make(
            "mixed",
            Map.of(
                "first",
                "none",
                "second",
                Map.of("name", "sleeper", "attack", "label-flip", "after", 1)));
    assertThat(label(mixed, data, 1, 1)).isZero();
    assertThat(label(mixed, data, 2, 1)).isNotZero();
    assertThat(Attacks.ALL.make("sleeper", Map.of()).poison(99)).isSameAs(Poison.NONE);
  }

  private static int label(Attack attack, LabelledData data, int round, int client) {
    ModelData poisoned = attack.poison(round).of(data, Situation.vector(1), client, 1);
    return ((LabelledData) poisoned).labels()[0];
  }

  @Test
  void itKnowsWhatTheOtherAttackKnows() {
    Attack attack = Attacks.ALL.make("sleeper", Map.of("attack", "alie"));
    assertThat(attack.assumes()).isEqualTo(Attacks.ALL.make("alie", Map.of()).assumes());
    assertThatThrownBy(() -> Attacks.ALL.make("alternate", Map.of("groups", 1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("groups");
  }
}
