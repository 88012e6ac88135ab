package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ByzFL's attacks on the same matrices (byzfl_attack_fixtures.py). */
class ByzflAttacksTest {
  private static final Map<String, Map<String, ?>> PARAMETERS =
      Map.of(
          "sign-flip", Map.of("knowledge", "honest"),
          "ipm", Map.of("factor", 2),
          "alie", Map.of("factor", 1.5),
          "mimic", Map.of("client", 1));

  static Stream<Arguments> cases() throws IOException {
    try (InputStream file = ByzflAttacksTest.class.getResourceAsStream("/attacks/byzfl.json")) {
      List<Arguments> cases = new ArrayList<>();
      for (JsonNode each : new ObjectMapper().readTree(file).get("cases")) {
        each.get("sent")
            .fields()
            .forEachRemaining(
                sent ->
                    cases.add(
                        Arguments.of(
                            sent.getKey(),
                            each.get("byzantineCount").asInt(),
                            StreamSupport.stream(each.get("honest").spliterator(), false)
                                .map(ByzflAttacksTest::doubles)
                                .toList(),
                            doubles(sent.getValue()))));
      }
      return cases.stream();
    }
  }

  private static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  @ParameterizedTest(name = "{0}, {1} malicious")
  @MethodSource("cases")
  void sendsTheSame(String attack, int malicious, List<double[]> honest, double[] expected) {
    String[] parts = attack.split("/");
    float[][] rows = honest.stream().map(Situation::row).toArray(float[][]::new);
    float[][] own = new float[malicious][expected.length];
    Situation situation = Situation.own(own).honest(rows);
    Map<String, ?> parameters =
        parts.length > 1
            ? Map.of("against", parts[1])
            : PARAMETERS.getOrDefault(parts[0], Map.of());
    float[][] sent = situation.sent(parts[0], parameters);
    assertThat(sent).hasDimensions(malicious, expected.length);
    for (float[] update : sent) {
      for (int j = 0; j < expected.length; j++) {
        assertThat((double) update[j])
            .isCloseTo(expected[j], within(1e-5 * Math.max(1, Math.abs(expected[j]))));
      }
    }
  }
}
