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

/** AlignIns, worked out by hand and beside its authors' code. */
class AlignInsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final float[] AXIS = {1, 0};

  private static double[] weights(AlignIns rule, float[] base, float[]... rows) {
    return Situation.of(Matrix.of(rows)).with(base).chosen(rule).weights();
  }

  private static float[] row(double... values) {
    float[] row = new float[values.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) values[j];
    }
    return row;
  }

  /**
   * Most are positive everywhere. The two largest values of the fourth are negative: its agreement
   * is 0 where the others' is 1, 2.5 standard deviations from the median.
   */
  @Test
  void whoseLargestValuesAreAgainstTheMajorityIsOut() {
    float[][] rows = {
      row(3, 2, 0.5, 0.1),
      row(2, 3, -0.5, 0.1),
      row(3, 1, 0.5, -0.1),
      row(-4, 1, -3, 0.1),
      row(2, 2, 0.2, 0.3)
    };
    double[] shares = SignAgreement.ofLargest(Matrix.of(rows), 2);
    assertThat(shares).containsExactly(1, 1, 1, 0, 1);
    double[] weights = weights(new AlignIns(0.5, 1, 9), new float[4], rows);
    assertThat(weights[3]).isZero();
    assertThat(weights[4]).isEqualTo(0.25);
    assertThat(weights(new AlignIns(0.5, 2.6, 9), new float[4], rows)[3]).isPositive();
  }

  /** Cosines to the model: four times √½, and −√½, again 2.5 standard deviations away. */
  @Test
  void whoPointsElsewhereBesideTheModelIsOut() {
    float[][] rows = {row(1, 1), row(1, 1), row(1, 1), row(1, 1), row(-1, 1)};
    assertThat(weights(new AlignIns(0.5, 9, 2.4), AXIS, rows))
        .containsExactly(0.25, 0.25, 0.25, 0.25, 0);
    assertThat(weights(new AlignIns(0.5, 9, 2.6), AXIS, rows)).containsOnly(0.2);
  }

  /** Both values of a row are the largest one: each is it by half. */
  @Test
  void equalValuesShareAPlace() {
    Matrix rows = Matrix.of(new float[][] {row(1, 1), row(1, 1), row(-1, 1)});
    assertThat(SignAgreement.ofLargest(rows, 1)).containsExactly(1, 1, 0.5);
  }

  /** 1, 2, 4, 8: of the middle two the lower is the limit. */
  @Test
  void whoIsKeptIsCutToTheMedianOfTheKept() {
    assertThat(weights(new AlignIns(0.5, 1, 1), AXIS, row(1, 0), row(2, 0), row(4, 0), row(8, 0)))
        .containsExactly(0.25, 0.25, 0.125, 0.0625);
  }

  @Test
  void ofZerosNobodyHasAPartThatMoves() {
    assertThat(Matrix.of(new float[3][2]).aggregate(new AlignIns(0.3, 1, 1))).containsExactly(0, 0);
  }

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in = AlignInsTest.class.getResourceAsStream("/rules/alignins.json")) {
      JsonNode document = JSON.readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(document.path("cases").spliterator(), false);
    }
  }

  /** Fixtures by src/test/python/alignins_fixtures.py. */
  @ParameterizedTest
  @MethodSource("cases")
  void aggregatesAsItsAuthors(JsonNode golden) throws IOException {
    Matrix matrix = Matrix.of(JSON.treeToValue(golden.path("values"), float[][].class));
    AlignIns rule =
        new AlignIns(
            golden.path("share").asDouble(),
            golden.path("signRadius").asDouble(),
            golden.path("directionRadius").asDouble());
    float[] base = JSON.treeToValue(golden.path("base"), float[].class);
    double[] expected = JSON.treeToValue(golden.path("aggregate"), double[].class);
    assertThat(Situation.of(matrix).with(base).aggregate(rule))
        .containsExactly(expected, within(1e-5));
  }
}
