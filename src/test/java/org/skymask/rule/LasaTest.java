package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** LASA on a matrix of 2 × 2 and a vector of 2, by hand, and beside its authors' code. */
class LasaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<List<Integer>>> SHAPES = new TypeReference<>() {};
  private static final Layout LAYOUT = layout(List.of(List.of(2, 2), List.of(2)));

  private static Layout layout(List<List<Integer>> shapes) {
    List<TensorSpec> tensors = new ArrayList<>();
    for (int t = 0; t < shapes.size(); t++) {
      tensors.add(new TensorSpec(t + ".weight", shapes.get(t), true));
    }
    return new Layout(List.of(1), 2, tensors);
  }

  private static Situation four(float[] usual, float[] last) {
    return Situation.of(Matrix.of(new float[][] {usual, usual, usual, usual, last})).with(LAYOUT);
  }

  /**
   * Of the matrix only what is larger than the second largest value is left. The last row's vector
   * has the purity 0 where the others have 1: 2.5 standard deviations from the median.
   */
  @Test
  void eachTensorIsFilteredByItself() {
    Situation rows = four(new float[] {4, 1, 2, -3, 1, 1}, new float[] {1, 4, 2, -3, -1, -1});
    assertThat(rows.aggregate(new Lasa(0.5, 1, 1)))
        .containsExactly(new double[] {3.2, 0.8, 0, 0, 1, 1}, within(1e-6));
    assertThat(rows.aggregate(new Lasa(0.5, 1, 2.6)))
        .containsExactly(new double[] {3.2, 0.8, 0, 0, 0.6, 0.6}, within(1e-6));
  }

  /** The part of a client is its share of the places at which clients are averaged: 20 and 8. */
  @Test
  void whoIsLeftOutOfATensorHasASmallerPart() {
    Situation rows = four(new float[] {4, 1, 2, -3, 1, 1}, new float[] {1, 4, 2, -3, -1, -1});
    BlockAggregate chosen = ((Choice.ByBlock) new Lasa(0.5, 1, 1).choose(rows)).aggregate(null);
    long[] counts = new long[5];
    chosen.count(0, rows.matrix().values(), counts);
    assertThat(counts).containsExactly(6, 6, 6, 6, 4);
    assertThat(chosen.rows()).containsExactly(0, 1, 2, 3, 4);
  }

  /** Both rows have the length 5; in the tensors it is 4 and 3, and 3 and 4. */
  @Test
  void whoseTensorIsShorterOrLongerThanUsualIsOutThere() {
    Situation rows = four(new float[] {4, 0, 0, 0, 3, 0}, new float[] {3, 0, 0, 0, 4, 0});
    assertThat(rows.aggregate(new Lasa(0, 1, 1))).containsExactly(4, 0, 0, 0, 3, 0);
    assertThat(rows.aggregate(new Lasa(0, 2.6, 1)))
        .containsExactly(new double[] {3.8, 0, 0, 0, 3.2, 0}, within(1e-6));
  }

  @Test
  void whoIsLongerIsCutToTheMedian() {
    Situation rows = four(new float[] {4, 0, 0, 0, 3, 0}, new float[] {40, 0, 0, 0, 30, 0});
    assertThat(rows.aggregate(new Lasa(0, 1, 1)))
        .containsExactly(new double[] {4, 0, 0, 0, 3, 0}, within(1e-6));
  }

  /** Two rows are one standard deviation from the middle each, so nobody is below 1. */
  @Test
  void whereNobodyIsKeptAllAre() {
    Matrix two = Matrix.of(new float[][] {{4, 0, 0, 0, 3, 0}, {3, 0, 0, 0, 4, 0}});
    assertThat(Situation.of(two).with(LAYOUT).aggregate(new Lasa(0, 1, 1)))
        .containsExactly(new double[] {3.5, 0, 0, 0, 3.5, 0}, within(1e-6));
  }

  /** A tensor of zeros has no sign, and does not keep the filter from seeing the others. */
  @Test
  void zerosHaveThePurityOfOneHalf() {
    Situation rows = four(new float[] {4, 0, 0, 0, 1, 1}, new float[] {4, 0, 0, 0, 0, 0});
    assertThat(rows.aggregate(new Lasa(0, 9, 1))[4]).isCloseTo(1, within(1e-6));
  }

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in = LasaTest.class.getResourceAsStream("/rules/lasa.json")) {
      JsonNode document = JSON.readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(document.path("cases").spliterator(), false);
    }
  }

  /** Fixtures by src/test/python/lasa_fixtures.py. */
  @ParameterizedTest
  @MethodSource("cases")
  void aggregatesAsItsAuthors(JsonNode golden) throws IOException {
    List<List<Integer>> shapes = JSON.convertValue(golden.path("shapes"), SHAPES);
    Matrix matrix = Matrix.of(JSON.treeToValue(golden.path("values"), float[][].class));
    Lasa rule =
        new Lasa(
            golden.path("sparsity").asDouble(),
            golden.path("normRadius").asDouble(),
            golden.path("signRadius").asDouble());
    double[] expected = JSON.treeToValue(golden.path("aggregate"), double[].class);
    assertThat(Situation.of(matrix).with(layout(shapes)).aggregate(rule))
        .containsExactly(expected, within(1e-5));
  }
}
