package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Client momentum, worked out by hand and by ByzFL (fixtures by byzfl_momentum_fixtures.py). */
class MomentumTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** 2, then away, then there with 2: ½·2 = 1, ½·1 + ½·2 = 1.5. */
  @Test
  void momentumDecaysWhereAClientIsAway() {
    Momentum half = new Momentum(8, 0.5);
    float[] momentum = new float[3];
    half.add(momentum, new float[] {4, -8, 9}, 2);
    assertThat(momentum).containsExactly(2, -4, 0);
    half.decay(momentum, 2);
    assertThat(momentum).containsExactly(1, -2, 0);
    half.add(momentum, new float[] {2, 2, 9}, 2);
    assertThat(momentum).containsExactly(1.5f, 0, 0);
  }

  @Test
  void theLargestValuesStayFinite() {
    Momentum momentum = new Momentum(8, 0.9);
    float[] sum = new float[1];
    for (int round = 0; round < 100; round++) {
      momentum.add(sum, new float[] {Float.MAX_VALUE}, 1);
      assertThat(sum[0]).isFinite().isPositive();
    }
  }

  @Test
  void byzflsClientsHaveTheSame() throws IOException {
    JsonNode golden = golden();
    Momentum momentum = new Momentum(1, golden.path("momentum").asDouble());
    float[] sum = new float[golden.path("gradients").path(0).size()];
    for (int round = 0; round < golden.path("gradients").size(); round++) {
      momentum.add(sum, floats(golden.path("gradients").path(round)), sum.length);
      assertThat(sum).containsExactly(floats(golden.path("expected").path(round)), within(1e-6f));
    }
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in = MomentumTest.class.getResourceAsStream("/rules/byzfl-momentum.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    }
  }

  private static float[] floats(JsonNode array) {
    return JSON.convertValue(array, float[].class);
  }

  /** The rule sees the rows and their names as they are, and the attacker knows that it is more. */
  @Test
  void itMixesNothing() {
    Momentum momentum = new Momentum(2, 0.9);
    AggregationRule mean = new Mean();
    Composed composed = new Composed("momentum+fedavg", List.of(momentum), mean, List.of());
    assertThat(composed.momentum()).contains(momentum);
    assertThat(composed.looksAtUpdatesAlone()).isFalse();
    assertThat(composed.choose(Matrix.column(1, 2), 1).mixing()).isNull();
    assertThat(new Composed("fedavg", List.of(), mean, List.of()).momentum()).isEmpty();
  }

  @Test
  void itsParametersAreReadByTheirKeys() {
    assertThat(Rules.BEFORE.make("momentum", Map.of())).isEqualTo(new Momentum(8, 0.9));
    assertThat(Rules.BEFORE.make("momentum", Map.of("rounds", 3, "beta", 0.25)))
        .isEqualTo(new Momentum(3, 0.25));
  }
}
