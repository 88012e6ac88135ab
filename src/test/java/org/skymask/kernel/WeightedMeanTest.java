package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightedMeanTest {
  @Test
  void addsRowsByTheirWeights() {
    float[][] rows = {{1, 2}, {4, -8}, {100, 100}};
    assertThat(WeightedMean.of(rows, new double[] {0.5, 0.25, 0.25})).containsExactly(26.5f, 24f);
  }

  @Test
  void doesNotReadRowsOfWeightZero() {
    float[][] rows = {{1, 2}, {Float.NaN, Float.POSITIVE_INFINITY}};
    assertThat(WeightedMean.of(rows, new double[] {1, 0})).containsExactly(1, 2);
  }

  /** The root update stands behind the clients and has no weight. */
  @Test
  void rowsBehindTheWeightsAreLeftOut() {
    float[][] rows = {{1}, {3}, {1000}};
    assertThat(WeightedMean.of(rows, new double[] {0.5, 0.5})).containsExactly(2);
  }

  @Test
  void sumsInDoublePrecision() {
    float[][] rows = {{1e8f}, {1}, {-1e8f}};
    assertThat(WeightedMean.of(rows, new double[] {1, 1, 1})).containsExactly(1);
  }

  @Test
  void nothingOfNothing() {
    assertThat(WeightedMean.of(new float[0][], new double[0])).isEmpty();
  }
}
