package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.named.ParameterException;

/**
 * One client among three, on {@link Parabola}, on the way to a sign flip: λ from 0 to 1 sends (1 −
 * 2λ)Δ.
 */
class AdaptiveRememberedTest {
  private static Attack flipping(Map<String, Object> more) {
    Map<String, Object> parameters = new HashMap<>(Map.of("attack", "sign-flip"));
    parameters.putAll(more);
    return Attacks.ALL.make("adaptive-remembered", parameters);
  }

  /** What the client sends in rounds from 1 on, from these models. */
  private static List<Double> sent(Attack attack, double... models) {
    List<Double> sent = new ArrayList<>();
    for (int i = 0; i < models.length; i++) {
      AttackContext context = Parabola.at((float) models[i], 1).round(i + 1).context();
      sent.add(Math.round(attack.craft(context)[0][0] * 1e6) / 1e6);
    }
    return sent;
  }

  /**
   * At λ = 1 a round adds x − 2 = 0.583 (see {@link RememberedGuessTest}): twice there is room.
   * Then 1 and 0.6 go too far; 0.36 is of use along the root's way; of those between, 0.576 adds
   * 0.230, to 1.397, and what is tried beyond it, 0.654 and 0.623, too much.
   */
  @Test
  void evidenceStaysBelowTheThreshold() {
    Attack attack = flipping(Map.of("evaluations", 8));
    assertThat(sent(attack, 0, 0, 0)).containsExactly(-1.0, -1.0, -0.152);
  }

  /** x = 1.58 is never enough, and without the model moving there is no curvature. */
  @Test
  void whatNeverAddsUpIsDoneInEveryRound() {
    assertThat(sent(flipping(Map.of("gain", 2)), 0, 0, 0, 0, 0, 0)).containsOnly(-1.0);
  }

  /** No evidence at all may come together: then it is honest where it would be accused. */
  @Test
  void withoutRoomItGoesOnlyWhereItIsNotAccused() {
    Attack attack = flipping(Map.of("evidence", 0, "evaluations", 2));
    assertThat(sent(attack, 0, 0, 0)).containsOnly(1.0);
  }

  /**
   * The model moves to 1, flipped updates with it: κ = −1. Rounds 3 and 4 have earlier uploads, and
   * from the second value on κ̄ counts: no λ makes it positive then, and the client is honest.
   */
  @Test
  void curvatureStaysAboveTheThreshold() {
    assertThat(sent(flipping(Map.of("gain", 2)), 0, 0.1, 0.2, 0.3))
        .containsExactly(-1.0, -0.9, -0.8, 0.7);
  }

  /** The client was away in round 3; in round 5 its second κ would be counted, not its first. */
  @Test
  void roundsThatItWasAwayInAreNotCounted() {
    Attack attack = flipping(Map.of("gain", 2));
    List<Double> sent = new ArrayList<>();
    for (int round : new int[] {1, 2, 4, 5}) {
      float model = (round - 1) / 10f;
      AttackContext context = Parabola.at(model, 1).round(round).context();
      sent.add(Math.round(attack.craft(context)[0][0] * 1e6) / 1e6);
    }
    assertThat(sent).containsExactly(-1.0, -0.9, -0.7, 0.6);
  }

  @Test
  void eachClientHasItsOwnRecord() {
    Attack attack = flipping(Map.of("gain", 2));
    for (int round = 1; round <= 3; round++) {
      attack.craft(Parabola.at((round - 1) / 10f, 1).among(3, 0).round(round).context());
    }
    float[][] other = attack.craft(Parabola.at(0.3f, 1).among(3, 7).round(4).context());
    assertThat((double) other[0][0]).isCloseTo(-0.7, within(1e-6));
  }

  @Test
  void theLargestFactorIsGiven() {
    assertThat(sent(flipping(Map.of("gain", 2, "most", 0.75)), 0)).containsExactly(-0.5);
    assertThat(sent(flipping(Map.of("most", 0)), 0)).containsExactly(1.0);
  }

  @Test
  void whatItKnowsIncludesWhatTheOtherKnows() {
    Map<String, Object> own = Map.of("knowledge", "own");
    assertThat(flipping(own).assumes()).containsExactly(Knowledge.RULE, Knowledge.SURROGATE_ROOT);
    assertThat(flipping(Map.of()).assumes()).containsExactly(Knowledge.values());
    assertThat(Attacks.ALL.make("adaptive-remembered", own).assumes())
        .as("the other attack is told the same")
        .doesNotContain(Knowledge.HONEST_UPDATES);
    Map<String, Object> block =
        Map.of("knowledge", "own", "attack", Map.of("name", "alie", "knowledge", "honest"));
    assertThat(Attacks.ALL.make("adaptive-remembered", block).assumes())
        .contains(Knowledge.HONEST_UPDATES);
  }

  @Test
  void itNeedsASurrogateAndHonestTraining() {
    assertThatThrownBy(() -> Situation.own(new float[1]).sent("adaptive-remembered"))
        .hasMessageContaining("needs a surrogate root dataset, but none was given");
    assertThatThrownBy(() -> flipping(Map.of("attack", "label-flip")))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "attack.adaptive-remembered.attack: expected an attack that leaves the training data"
                + " alone, found label-flip");
  }
}
