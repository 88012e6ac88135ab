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

/** FedSECA, worked out by hand and beside its authors' code. */
class FedSecaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static long[] counts(Matrix rows, FedSeca rule) {
    BlockAggregate chosen = ((Choice.ByBlock) rule.choose(rows)).aggregate(null);
    long[] counts = new long[rows.rows()];
    chosen.count(0, rows.values(), counts);
    return counts;
  }

  /**
   * Clipped to the median length 2 the magnitudes are 1, 2, 2, 2, so values are cut to 2. Three
   * agree with two others and not with the fourth, which has no vote: (1 + 2 + 2)/3.
   */
  @Test
  void theElectedSignIsAveraged() {
    Matrix rows = Matrix.column(1, 2, 3, -4);
    assertThat(new SignProducts(4).concordance(rows.sums(new SignProducts(4))))
        .containsExactly(2, 2, 2, 0);
    assertThat(rows.aggregate(new FedSeca(0)))
        .containsExactly(new double[] {5.0 / 3}, within(1e-6));
    assertThat(counts(rows, new FedSeca(0))).containsExactly(1, 1, 1, 0);
  }

  /** γ = ½ of four values is between the second and the third. */
  @Test
  void smallValuesAreLeftOut() {
    Matrix rows = Matrix.of(new float[][] {{4, 3, 2, -1}, {4, 3, 2, -1}, {4, 3, 2, -1}});
    assertThat(rows.aggregate(new FedSeca(0.5))).containsExactly(4, 3, 0, 0);
    assertThat(rows.aggregate(new FedSeca(0))).containsExactly(4, 3, 2, -1);
    // Exactly the second: it and what is larger.
    assertThat(rows.aggregate(new FedSeca(1.0 / 3))).containsExactly(4, 3, 2, 0);
  }

  /** The first has its say in the second coordinate, though it is alone in the first. */
  @Test
  void everyCoordinateIsElectedByItself() {
    Matrix rows = Matrix.of(new float[][] {{-1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
    assertThat(rows.aggregate(new FedSeca(0))).containsExactly(1, 1, 1);
    assertThat(counts(rows, new FedSeca(0))).containsExactly(2, 3, 3);
  }

  @Test
  void whereNoSignWinsNothingMoves() {
    Matrix rows = Matrix.column(1, -1);
    assertThat(rows.aggregate(new FedSeca(0))).containsExactly(0);
    assertThat(counts(rows, new FedSeca(0))).containsExactly(0, 0);
  }

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in = FedSecaTest.class.getResourceAsStream("/rules/fedseca.json")) {
      JsonNode document = JSON.readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(document.path("cases").spliterator(), false);
    }
  }

  /** Fixtures by src/test/python/fedseca_fixtures.py. */
  @ParameterizedTest
  @MethodSource("cases")
  void aggregatesAsItsAuthors(JsonNode golden) throws IOException {
    Matrix matrix = Matrix.of(JSON.treeToValue(golden.path("values"), float[][].class));
    double[] expected = JSON.treeToValue(golden.path("aggregate"), double[].class);
    assertThat(matrix.aggregate(new FedSeca(golden.path("sparsity").asDouble())))
        .containsExactly(expected, within(1e-5));
  }
}
