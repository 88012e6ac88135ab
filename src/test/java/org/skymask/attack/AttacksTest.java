package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.named.ParameterException;

class AttacksTest {

  static List<String> names() {
    return Attacks.ALL.names();
  }

  @Test
  void noNameStandsTwice() {
    assertThat(names()).doesNotHaveDuplicates().hasSizeGreaterThan(25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aile | there is no attack aile; did you mean alie?",
        "signFlip | there is no attack signFlip; did you mean sign-flip?",
        "min_sun | there is no attack min_sun; did you mean min-sum?",
        "min-mam | there is no attack min-mam; did you mean min-max?",
      })
  void anUnknownAttackMayHaveMeantAnother(String name, String problem) {
    assertThatThrownBy(() -> Attacks.ALL.make(name, Map.of()))
        .isInstanceOf(ParameterException.class)
        .hasMessage(problem);
  }

  @Test
  void whereNoneIsNearAllAreNamed() {
    assertThatThrownBy(() -> Attacks.ALL.make("meteorite-impact", Map.of()))
        .hasMessageStartingWith("there is no attack meteorite-impact; known: none, label-flip, ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alie | facter | 1 | attack alie has no parameter facter; did you mean factor?",
        "none | factor | 1 | attack none has no parameter factor; it has none",
        "alie | factor | much | attack.alie.factor: expected a number, from -1000000 to 1000000, found much",
        "alie | factor | NaN | attack.alie.factor: expected a number, from -1000000 to 1000000, found NaN",
        "mimic | warm-up | 2.5 | attack.mimic.warm-up: expected a whole number, from 1 to 1000, found 2.5",
        "trim | knowledge | all | 'attack.trim.knowledge: expected \"honest\" or \"own\", found all'",
        "backdoor | share | 1.5 | attack.backdoor.share: expected a number, from 0 to 1, found 1.5",
        "mixed | first | alei | there is no attack alei; did you mean alie?",
      })
  void aParameterThatCannotBeIsNamed(String attack, String name, String value, String problem) {
    assertThatThrownBy(() -> Attacks.ALL.make(attack, Map.of(name, value)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(problem);
  }

  @Test
  void anAttackInAnAttackIsANameOrABlock() {
    Map<String, Object> alie = Map.of("name", "alie", "factor", 2);
    assertThat(Attacks.ALL.make("mixed", Map.of("first", alie, "second", "nan")).assumes())
        .containsExactly(Knowledge.HONEST_UPDATES);
    assertThatThrownBy(() -> Attacks.ALL.make("mixed", Map.of("first", Map.of("factor", 2))))
        .hasMessage("attack.mixed.first: expected a name in the block, found {factor=2}");
    assertThatThrownBy(() -> Attacks.ALL.make("mixed", Map.of("first", 2)))
        .hasMessage(
            "attack.mixed.first: expected the name of an attack, or a block with its name and its"
                + " parameters, found 2");
  }

  @Test
  void numbersMayBeText() {
    float[][] sent = Situation.own(Situation.row(1, -2)).sent("sign-flip", Map.of("factor", "0.5"));
    assertThat(sent[0]).containsExactly(-0.5f, 1f);
  }

  @Test
  void withOwnKnowledgeNothingIsAssumed() {
    for (String name : names()) {
      boolean choice =
          Attacks.ALL.get(name).parameters().stream().anyMatch(p -> p.name().equals("knowledge"));
      if (choice) {
        assertThat(Attacks.ALL.make(name, Map.of("knowledge", "own")).assumes())
            .doesNotContain(Knowledge.HONEST_UPDATES);
        assertThat(Attacks.ALL.make(name, Map.of("knowledge", "honest")).assumes())
            .contains(Knowledge.HONEST_UPDATES);
      }
    }
  }
}
