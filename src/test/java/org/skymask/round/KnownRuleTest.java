package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.config.SettingsLoader;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

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
  void whatNeedsTheServersDataIsTakenForTheMean() throws RoundException {
    for (String name : new String[] {"fedavg", "skymask", "fltrust", "fldetector"}) {
      assertThat(aggregate(name)).as(name).containsExactly(5.9f, 1, 9);
    }
  }
}
