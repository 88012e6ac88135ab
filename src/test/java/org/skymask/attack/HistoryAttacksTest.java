package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skymask.attack.Situation.row;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.skymask.kernel.Vectors;

/** Attacks that look at the steps of the global model, worked out by hand. */
class HistoryAttacksTest {
  private static final Offset<Float> CLOSE = within(1e-5f);

  /** The own length is 5, so 2 · 5 are taken off; the other's is 2. */
  @Test
  void withoutAStepYetTheOwnLengthIsUsual() {
    Attack attack = Attacks.ALL.make("non-collusive", Map.of());
    float[][] sent = attack.craft(Situation.own(row(3, 4), row(0, 2)).context());
    assertThat(sent[0]).containsExactly(row(-3, -4), CLOSE);
    assertThat(sent[1]).containsExactly(row(0, -2), CLOSE);
  }

  /** Steps of 10 and 20: their median is 15, and the MAD 5. */
  @Test
  void eachTakesItsOwnUpdateBackByTheLengthOfUsualSteps() {
    Attack attack = Attacks.ALL.make("non-collusive", Map.of());
    Situation situation = Situation.own(row(3, 4), row(0, 2));
    float[][] first = attack.craft(situation.models(row(6, 8), row(0, 0)).context());
    assertThat(first[0]).containsExactly(row(-9, -12), CLOSE);
    assertThat(first[1]).containsExactly(row(0, -18), CLOSE);
    float[][] second = attack.craft(situation.models(row(18, 24), row(6, 8)).round(2).context());
    double length = 2 * (15 + 1.4826 * 5);
    assertThat(second[0]).containsExactly(row(3 - 0.6 * length, 4 - 0.8 * length), CLOSE);
    assertThat(second[1]).containsExactly(row(0, 2 - length), CLOSE);
  }

  @Test
  void onlyTheLastStepsCount() {
    Attack attack = Attacks.ALL.make("non-collusive", Map.of("window", 1, "factor", 1));
    Situation situation = Situation.own(row(3, 4));
    attack.craft(situation.models(row(600, 800), row(0, 0)).context());
    float[][] sent = attack.craft(situation.models(row(606, 808), row(600, 800)).context());
    assertThat(sent[0]).containsExactly(row(-3, -4), CLOSE);
  }

  @Test
  void againstTheForecastAndAsLongAsItsOwn() {
    Attack attack = Attacks.ALL.make("against-forecast", Map.of("share", 0.6));
    Situation situation = Situation.own(row(3, 4, 0));
    float[][] sent = attack.craft(situation.models(row(1, 0, 0), row(0, 0, 0)).context());
    assertThat(sent[0]).containsExactly(row(-3, 4, 0), CLOSE);
  }

  /** After steps (1, 0, 0) and (0, 2, 0) the forecast is 0.8 · (1, 0, 0) + (0, 2, 0). */
  @Test
  void theForecastIsOfAllRoundsAndTheLengthTheirMedian() {
    Attack attack = Attacks.ALL.make("against-forecast", Map.of("share", 0.6));
    attack.craft(Situation.own(row(3, 4, 0)).models(row(1, 0, 0), row(0, 0, 0)).context());
    float[] sent =
        attack.craft(Situation.own(row(0, 6, 8)).models(row(1, 2, 0), row(1, 0, 0)).context())[0];
    assertThat(Vectors.cosine(sent, row(0.8, 2, 0), 3)).isCloseTo(-0.6, within(1e-6));
    assertThat(Statistics.norm(sent, 3)).isCloseTo(7.5, within(1e-5));
  }

  /** A model that has not moved says nothing; nor does the first round. */
  @Test
  void withoutAForecastItSendsWhatWasTrained() {
    float[][] first = Situation.own(row(3, 4, 0)).sent("against-forecast");
    assertThat(first[0]).containsExactly(3, 4, 0);
    float[][] still =
        Situation.own(row(3, 4, 0)).models(row(1, 2, 3), row(1, 2, 3)).sent("against-forecast");
    assertThat(still[0]).containsExactly(3, 4, 0);
  }
}
