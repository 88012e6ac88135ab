package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forecast of FLANDERS beside the public code. */
class MatrixForecastTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in = MatrixForecastTest.class.getResourceAsStream("/rules/flanders.json")) {
      JsonNode document = JSON.readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(document.path("cases").spliterator(), false);
    }
  }

  /** Fixtures by src/test/python/flanders_fixtures.py. */
  @ParameterizedTest
  @MethodSource("cases")
  void forecastsAsThePublicCode(JsonNode golden) throws IOException {
    MatrixForecast forecast =
        new MatrixForecast(golden.path("iterations").asInt(), golden.path("ridge").asDouble());
    double[][] expected = JSON.treeToValue(golden.path("forecast"), double[][].class);
    double[][] found = forecast.next(JSON.treeToValue(golden.path("series"), double[][][].class));
    assertThat(found).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(1e-6));
    }
  }

  /** One number x, scaled to 0: nothing can be learned of it, and the forecast is 0. */
  @Test
  void ofOneNumberNothingIsLearned() {
    assertThat(new MatrixForecast(3, 1).next(new double[][][] {{{5}}}))
        .isDeepEqualTo(new double[][] {{0}});
  }

  /** Beside values of 1e12 a ridge of 1 is lost, and equal rows have no inverse. */
  @Test
  void whatCannotBeForecastIsNoNumber() {
    double[][] next = new MatrixForecast(3, 1).next(new double[][][] {{{1, -1e12}, {1, -1e12}}});
    assertThat(next[0]).containsOnly(Double.NaN);
  }
}
