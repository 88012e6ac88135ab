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
   * From λ = 0.5 on x = 1.75 + λ/1.2 (see {@link RememberedGuessTest} for λ = 1): 0.583 are added
   * at 1, and twice there is room for it. Then there is room for 0.233, at λ = 0.58: of the even
   * steps 0.5 passes, and of what the line search tries from there, 0.5625, 0.6875, 0.6375, 0.6075,
   * 0.5895, 0.5787, the first and the last.
   */
  @Test
  void evidenceStaysBelowTheThreshold() {
    Attack attack = flipping(Map.of("evaluations", 8));
    assertThat(sent(attack, 0, 0, 0)).containsExactly(-1.0, -1.0, -0.1574);
  }

  /** x = 1.58 is never enough, and without the model moving there is no curvature. */
  @Test
  void whatNeverAddsUpIsDoneInEveryRound() {
    assertThat(sent(flipping(Map.of("gain", 2)), 0, 0, 0, 0, 0, 0)).containsOnly(-1.0);
  }

  /**
   * No evidence at all may come together: it goes on the root's way, where it is of use, though
   * less than it could be. 0.375 passes and 0.5, where it sends nothing, does not; between them
   * 0.4375.
   */
  @Test
  void withoutRoomItGoesOnlyWhereItIsNotAccused() {
    Attack attack = flipping(Map.of("evidence", 0, "evaluations", 2));
    assertThat(sent(attack, 0, 0, 0)).containsOnly(0.125);
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

  /**
   * As far as it may go without being accused, λ = 0.4375, an eighth of Δ: κ = 1. In round 4 each
   * of the even steps would go back to longer updates than that of round 1, with κ = −1.
   */
  @Test
  void theFactorOfTheRoundBeforeIsTriedToo() {
    Attack attack = flipping(Map.of("evidence", 0, "evaluations", 2));
    assertThat(sent(attack, 0, 0.1, 0.2, 0.3)).containsExactly(0.125, 0.1125, 0.1, 0.0875);
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
