package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same aggregates as ByzFL's, to 1e-5 (fixtures by src/test/python/byzfl_fixtures.py). */
class ByzflTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TOLERANCE = 1e-5;

  private static JsonNode document() throws IOException {
    try (InputStream in = ByzflTest.class.getResourceAsStream("/rules/byzfl.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    }
  }

  static Stream<JsonNode> cases() throws IOException {
    return StreamSupport.stream(document().path("cases").spliterator(), false);
  }

  /** ByzFL's Krum looks at one neighbour more than the paper's. */
  private static Map<String, AggregationRule> rules(int f, int rows, double radius) {
    int neighbours = rows - f - 1;
    return Map.of(
        "fedavg", new Mean(),
        "median", new CoordinateMedian(),
        "trimmed-mean", new TrimmedMean(f),
        "mean-around-median", new MeanAroundMedian(f),
        "krum", new Krum(Krum.KRUM, f, 1, neighbours),
        "multi-krum", new Krum(Krum.MULTI_KRUM, f, 0, neighbours),
        "geometric-median", new GeometricMedian(3, 0.1),
        "centred-clipping", new CentredClipping(3, radius));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aggregates(JsonNode golden) throws IOException {
    Matrix matrix = Matrix.of(floats(golden.path("values")));
    int f = golden.path("byzantineCount").asInt();
    rules(f, matrix.rows(), document().path("radius").asDouble())
        .forEach((name, rule) -> same(golden, name, matrix.aggregate(rule)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void preAggregations(JsonNode golden) throws IOException {
    Matrix matrix = Matrix.of(floats(golden.path("values")));
    int f = golden.path("byzantineCount").asInt();
    double[][] nnm = new NearestNeighbourMixing(f).mixing(matrix, 0);
    double[][] buckets =
        Bucketing.mixing(
            JSON.convertValue(golden.path("order"), int[].class),
            document().path("bucketSize").asInt());
    same(golden, "nnm+trimmed-mean", matrix.aggregate(new TrimmedMean(f), nnm));
    AggregationRule krum = new Krum(Krum.KRUM, f, 1, matrix.rows() - f - 1);
    same(golden, "nnm+krum", matrix.aggregate(krum, nnm));
    same(golden, "nnm+fedavg", matrix.aggregate(new Mean(), nnm));
    same(golden, "bucketing+fedavg", matrix.aggregate(new Mean(), buckets));
    same(golden, "bucketing+median", matrix.aggregate(new CoordinateMedian(), buckets));
    mixed(golden.path("nnm"), matrix, nnm);
    mixed(golden.path("bucketing"), matrix, buckets);
  }

  private static void mixed(JsonNode expected, Matrix matrix, double[][] mixing) {
    double[][] rows = JSON.convertValue(expected, double[][].class);
    assertThat(mixing).hasNumberOfRows(rows.length);
    for (int k = 0; k < rows.length; k++) {
      for (int j = 0; j < rows[k].length; j++) {
        double value = 0;
        for (int i = 0; i < matrix.rows(); i++) {
          value += mixing[k][i] * matrix.values()[i][j];
        }
        assertThat(value).isCloseTo(rows[k][j], within(TOLERANCE));
      }
    }
  }

  private static void same(JsonNode golden, String name, double[] found) {
    JsonNode expected = golden.path("results").path(name);
    assertThat(expected.isArray()).as("ByzFL's %s", name).isTrue();
    assertThat(found)
        .as(name)
        .containsExactly(JSON.convertValue(expected, double[].class), within(TOLERANCE));
  }

  private static float[][] floats(JsonNode values) {
    return JSON.convertValue(values, float[][].class);
  }
}
