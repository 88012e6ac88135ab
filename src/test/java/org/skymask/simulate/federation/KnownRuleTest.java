package org.skymask.simulate.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.config.SettingsLoader;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.round.RoundException;

class KnownRuleTest {
  private static final float[][] UPDATES = {
    {1, 0, 9}, {2, 0, 9}, {2.5f, 0, 9}, {4, 0, 9}, {20, 5, 9}
  };

  private static final Layout LAYOUT =
      new Layout(
          List.of(1),
          2,
          List.of(
              new TensorSpec("w", List.of(2), true), new TensorSpec("state", List.of(1), false)));

  private static float[] aggregate(String aggregator) throws RoundException {
    Map<String, String> keys = Map.of("aggregator", aggregator, "rule.byzantine-count", "1");
    return KnownRule.of(SettingsLoader.load(null, keys), LAYOUT).aggregate(UPDATES);
  }

  @Test
  void rulesAreThoseOfRounds() throws RoundException {
    assertThat(aggregate("median")).containsExactly(2.5f, 0, 9);
    assertThat(aggregate("trimmed-mean")).containsExactly(8.5f / 3, 0, 9);
    assertThat(aggregate("krum")).containsExactly(2, 0, 9);
    assertThat(aggregate("nnm+median")[0]).isLessThan(3.1f);
  }

  @Test
  void plainAveragingIsTheMean() throws RoundException {
    assertThat(aggregate("fedavg")).containsExactly(5.9f, 1, 9);
    assertThat(aggregate("nnm+fedavg")[0]).isLessThan(5.9f);
  }

  /** Whoever looked at a mean would see no reason to stop at any length. */
  @Test
  void whatNeedsTheServersDataIsTakenForTheTrimmedMean() throws RoundException {
    for (String name : new String[] {"skymask", "fltrust", "fldetector", "deepsight", "siren"}) {
      assertThat(aggregate(name)).as(name).containsExactly(8.5f / 3, 0, 9);
    }
    float[][] two = {{1, 0, 9}, {20, 0, 9}};
    Map<String, String> keys = Map.of("aggregator", "skymask", "rule.byzantine-count", "1");
    assertThat(KnownRule.of(SettingsLoader.load(null, keys), LAYOUT).aggregate(two))
        .containsExactly(10.5f, 0, 9);
  }

  /** Whoever is far away has no part in it. */
  @Test
  void rulesThatLookAtUpdatesAloneAreComputed() throws RoundException {
    float[][] updates = {{1, 1, 9}, {1.1f, 1, 9}, {0.9f, 1, 9}, {1, 1.1f, 9}, {-500, -500, 9}};
    for (String name : new String[] {"signguard", "foundationfl"}) {
      Map<String, String> keys = Map.of("aggregator", name, "rule.byzantine-count", "1");
      float[] found = KnownRule.of(SettingsLoader.load(null, keys), LAYOUT).aggregate(updates);
      assertThat(found[0]).as(name).isBetween(0.8f, 1.2f);
      assertThat(found[1]).as(name).isBetween(0.8f, 1.2f);
    }
  }

  /** The two groups of an output layer's updates; the larger one's mean. */
  @Test
  void theOutputLayerIsLookedAt() throws RoundException {
    Layout layout =
        new Layout(
            List.of(2),
            2,
            List.of(
                new TensorSpec("fc.weight", List.of(2, 2), true),
                new TensorSpec("fc.bias", List.of(2), true)));
    float[][] updates = new float[5][6];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 6; j++) {
        updates[i][j] = i < 3 ? 1 + 0.01f * i * j : -3 - 0.01f * i * j;
      }
    }
    Map<String, String> keys = Map.of("aggregator", "pca");
    float[] found = KnownRule.of(SettingsLoader.load(null, keys), layout).aggregate(updates);
    assertThat(found[0]).isEqualTo(1);
    assertThat(found[5]).isCloseTo(1.05f, org.assertj.core.api.Assertions.within(1e-5f));
  }
}
