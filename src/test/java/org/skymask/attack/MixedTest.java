package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skymask.attack.Situation.row;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelData;

/** Two attacks at once, with all malicious clients in the round and with some of them. */
class MixedTest {
  private static final Map<String, Object> TURNED_AND_BOOSTED =
      Map.of(
          "first", Map.of("name", "sign-flip", "factor", 2),
          "second", Map.of("name", "boost", "factor", 3));

  @Test
  void clientsTakeTurns() {
    float[][] sent = Situation.own(row(1), row(10), row(100)).sent("mixed", TURNED_AND_BOOSTED);
    assertThat(sent).isDeepEqualTo(new float[][] {{-2}, {30}, {-200}});
  }

  /** The second and the third of the federation's malicious clients take part. */
  @Test
  void whoSitsOutDoesNotMoveTheOthersTurns() {
    float[][] sent =
        Situation.own(row(10), row(100)).among(8, 1, 2).sent("mixed", TURNED_AND_BOOSTED);
    assertThat(sent).isDeepEqualTo(new float[][] {{30}, {-200}});
  }

  private static int label(ModelData data) {
    return ((LabelledData) data).labels()[0];
  }

  /** Whoever flips labels in its data sends what it trained. */
  @Test
  void aClientSendsByTheAttackThatItTrainedFor() {
    Attack attack = Attacks.ALL.make("mixed", Map.of("first", "nan", "second", "label-flip"));
    LabelledData data = new LabelledData(new float[] {1, 2}, new int[] {0}, 2);
    for (int rank = 0; rank < 4; rank++) {
      boolean flips = label(attack.poison().of(data, Situation.vector(1), rank, 1)) != 0;
      float sent = attack.craft(Situation.own(row(5)).among(9, rank).context())[0][0];
      assertThat(sent == 5).as("client %s", rank).isEqualTo(flips);
    }
  }

  /** One of its two malicious clients is the replacement's: ten clients, factor 10. */
  @Test
  void eachCountsAllClientsOfTheRound() {
    Map<String, Object> replacing = Map.of("first", "model-replacement", "second", "boost");
    float[][] sent = Situation.own(row(1), row(1)).among(10, 0, 1).sent("mixed", replacing);
    assertThat(sent[0][0]).isEqualTo(10);
    Map<String, Object> alie = Map.of("first", "alie", "second", "boost");
    float[][] little =
        Situation.own(row(0), row(0))
            .honest(row(-1), row(1), row(-1), row(1), row(-1), row(1), row(-1), row(1))
            .among(10, 0, 1)
            .sent("mixed", alie);
    double deviation = Math.sqrt(8.0 / 7);
    assertThat((double) little[0][0]).isCloseTo(-Alie.unnoticed(9, 1) * deviation, within(1e-6));
  }
}
