package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.kernel.Vectors;
import org.tribuo.math.distance.DistanceType;

/** The same clusters as scikit-learn's (fixtures by src/test/python/hdbscan_fixtures.py). */
class HdbscanTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in = HdbscanTest.class.getResourceAsStream("/rules/hdbscan.json")) {
      JsonNode cases = JSON.readTree(Objects.requireNonNull(in)).path("cases");
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theMajorityIsHdbscansSingleCluster(JsonNode golden) {
    float[][] points = JSON.convertValue(golden.path("points"), float[][].class);
    double[][] gram = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points.length; j++) {
        gram[i][j] = Vectors.dot(points[i], points[j], points[i].length);
      }
    }
    assertThat(MajorityCluster.of(Distances.cosine(gram), points.length / 2 + 1))
        .containsExactly(JSON.convertValue(golden.path("majority"), boolean[].class));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void clusters(JsonNode golden) {
    double[][] points = JSON.convertValue(golden.path("points"), double[][].class);
    int[] expected = JSON.convertValue(golden.path("clusters"), int[].class);
    int[] found = Hdbscan.clusters(points, DistanceType.L2, 2);
    for (int i = 0; i < found.length; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(found[i] == found[j])
            .as("%s and %s together", i, j)
            .isEqualTo(expected[i] >= 0 && expected[i] == expected[j]);
      }
    }
  }
}
