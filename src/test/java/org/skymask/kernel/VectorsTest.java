package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VectorsTest {
  @Test
  void productsOfTheFirstValues() {
    float[] a = {3, 4, 100};
    float[] b = {4, -3, 100};
    assertThat(Vectors.squares(a, 2)).isEqualTo(25);
    assertThat(Vectors.dot(a, b, 2)).isZero();
    assertThat(Vectors.dot(a, b, 3)).isEqualTo(10_000);
  }

  @Test
  void cosines() {
    float[] a = {3, 4};
    assertThat(Vectors.cosine(a, new float[] {6, 8}, 2)).isCloseTo(1, within(1e-12));
    assertThat(Vectors.cosine(a, new float[] {-3, -4}, 2)).isCloseTo(-1, within(1e-12));
    assertThat(Vectors.cosine(a, new float[] {5, 0}, 2)).isCloseTo(0.6, within(1e-12));
    assertThat(Vectors.cosine(a, new float[2], 2)).isZero();
  }

  @Test
  void sumsInDoublePrecision() {
    assertThat(Vectors.dot(new float[] {1e8f, 1, -1e8f}, new float[] {1, 1, 1}, 3)).isEqualTo(1);
  }

  @Test
  void scales() {
    float[] a = {1, -3};
    Vectors.scale(a, 0.5);
    assertThat(a).containsExactly(0.5f, -1.5f);
  }
}
