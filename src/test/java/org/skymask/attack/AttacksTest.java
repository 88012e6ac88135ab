package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttacksTest {

  static List<String> names() {
    return Attacks.names();
  }

  @Test
  void noNameStandsTwice() {
    assertThat(names()).doesNotHaveDuplicates().hasSizeGreaterThan(25);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyAttackCanBeHadWithItsStandards(String name) {
    assertThat(Attacks.of(name, Map.of()).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyStandardIsAllowed(String name) {
    for (Parameter parameter : Attacks.parameters(name)) {
      assertThat(parameter.read(name, parameter.standard())).isEqualTo(parameter.standard());
    }
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
    assertThatThrownBy(() -> Attacks.of(name, Map.of()))
        .isInstanceOf(AttackParameterException.class)
        .hasMessage(problem);
  }

  @Test
  void whereNoneIsNearAllAreNamed() {
    assertThatThrownBy(() -> Attacks.of("meteorite-impact", Map.of()))
        .hasMessageStartingWith(
            "there is no attack meteorite-impact; there are none, label-flip, ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alie | facter | 1 | attack alie has no parameter facter; did you mean factor?",
        "none | factor | 1 | attack none has no parameter factor; it has none",
        "alie | factor | much | attack alie: factor is much, expected a number from -1000000 to 1000000",
        "alie | factor | NaN | attack alie: factor is NaN, expected a number from -1000000 to 1000000",
        "mimic | warm-up | 2.5 | attack mimic: warm-up is 2.5, expected a whole number from 1 to 1000",
        "trim | knowledge | all | attack trim: knowledge is all, expected one of honest, own",
        "backdoor | share | 1.5 | attack backdoor: share is 1.5, expected a number from 0 to 1",
        "mixed | first | alei | there is no attack alei; did you mean alie?",
      })
  void aParameterThatCannotBeIsNamed(String attack, String name, String value, String problem) {
    assertThatThrownBy(() -> Attacks.of(attack, Map.of(name, value)))
        .isInstanceOf(AttackParameterException.class)
        .hasMessage(problem);
  }

  @Test
  void anAttackInAnAttackIsANameOrABlock() {
    Map<String, Object> alie = Map.of("name", "alie", "factor", 2);
    assertThat(Attacks.of("mixed", Map.of("first", alie, "second", "nan")).assumes())
        .containsExactly(Knowledge.HONEST_UPDATES);
    assertThatThrownBy(() -> Attacks.of("mixed", Map.of("first", Map.of("factor", 2))))
        .hasMessage("first is a block without a name, expected the name of an attack in it");
    assertThatThrownBy(() -> Attacks.of("mixed", Map.of("first", 2)))
        .hasMessageEndingWith(
            "expected the name of an attack, or a block with its name and its parameters");
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
          Attacks.parameters(name).stream().anyMatch(p -> p.name().equals("knowledge"));
      if (choice) {
        assertThat(Attacks.of(name, Map.of("knowledge", "own")).assumes())
            .doesNotContain(Knowledge.HONEST_UPDATES);
        assertThat(Attacks.of(name, Map.of("knowledge", "honest")).assumes())
            .contains(Knowledge.HONEST_UPDATES);
      }
    }
  }
}
