package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skymask.attack.Situation.row;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.named.ParameterException;

/** Clients that take new names. */
class RotationTest {

  /** Of a client, in rounds 1 to 6. */
  private static List<Integer> names(Attack attack, int client) {
    return IntStream.rangeClosed(1, 6).mapToObj(round -> attack.names(round, client)).toList();
  }

  private static Map<String, Object> rotate(int rounds) {
    return Map.of("name", "rotate", "rounds", rounds);
  }

  @Test
  void namesLastForSomeRounds() {
    assertThat(names(Attacks.ALL.make("rotate", Map.of()), 0)).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(names(Attacks.ALL.make("rotate", Map.of("rounds", 4)), 9))
        .containsExactly(0, 0, 0, 0, 1, 1);
    assertThatThrownBy(() -> Attacks.ALL.make("rotate", Map.of("rounds", 0)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("rounds");
  }

  /** New ones when either attack takes one: a name that was given up does not come back. */
  @Test
  void namesOfBothAreNew() {
    Attack twice = Attacks.ALL.make("rotate", Map.of("rounds", 3, "attack", rotate(2)));
    assertThat(names(twice, 0)).containsExactly(0, 0, 1, 2, 3, 3);
  }

  @Test
  void theOtherAttackIsDone() {
    float[][] sent =
        Situation.own(row(1, 2))
            .sent("rotate", Map.of("attack", Map.of("name", "boost", "factor", 5)));
    assertThat(sent).isDeepEqualTo(new float[][] {{5, 10}});
    Attack alie = Attacks.ALL.make("rotate", Map.of("attack", "alie"));
    assertThat(alie.assumes()).containsExactly(Knowledge.HONEST_UPDATES);
  }

  static List<String> others() {
    return List.of("sleeper", "reputation", "intermittent", "alternate");
  }

  @ParameterizedTest
  @MethodSource("others")
  void attacksAroundItHandNamesOn(String name) {
    Attack around = Attacks.ALL.make(name, Map.of("attack", rotate(2)));
    assertThat(names(around, 1)).containsExactly(0, 0, 1, 1, 2, 2);
  }

  /** The first and the third client do the first attack, the second does the other. */
  @Test
  void inAMixtureOnlyItsOwnClientsTakeThem() {
    Attack mixed = Attacks.ALL.make("mixed", Map.of("first", rotate(1), "second", "label-flip"));
    assertThat(names(mixed, 0)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(names(mixed, 1)).containsOnly(0);
    assertThat(names(mixed, 2)).containsExactly(0, 1, 2, 3, 4, 5);
    Attack pill = Attacks.ALL.make("pill", Map.of("poison", rotate(3)));
    assertThat(names(pill, 0)).containsExactly(0, 0, 0, 1, 1, 1);
  }

  /** Nobody else takes any. */
  @Test
  void otherAttacksKeepTheirNames() {
    for (String name : Attacks.ALL.names()) {
      List<Integer> names = names(Attacks.ALL.make(name, Map.of()), 0);
      assertThat(names.stream().allMatch(number -> number == 0))
          .as(name)
          .isNotEqualTo(name.equals("rotate"));
    }
  }
}
