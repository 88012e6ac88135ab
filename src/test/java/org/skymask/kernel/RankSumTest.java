package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankSumTest {

  @Test
  void pairsInTheRightOrderAreCounted() {
    // Positive 0.9 and 0.4, negative 0.5 and 0.1: three of four pairs are in order.
    assertThat(RankSum.areaUnderRoc(floats(0.9, 0.5, 0.4, 0.1), flags(1, 0, 1, 0))).isEqualTo(0.75);
    assertThat(RankSum.areaUnderRoc(floats(2, 1), flags(1, 0))).isEqualTo(1);
    assertThat(RankSum.areaUnderRoc(floats(1, 2), flags(1, 0))).isEqualTo(0);
  }

  @Test
  void tiesCountAHalf() {
    assertThat(RankSum.areaUnderRoc(floats(1, 1, 1, 1), flags(1, 0, 0, 1))).isEqualTo(0.5);
    // 2 beats both negatives, 1 ties with one of them and beats the other.
    assertThat(RankSum.areaUnderRoc(floats(2, 1, 1, 0), flags(1, 1, 0, 0))).isEqualTo(3.5 / 4);
  }

  @Test
  void oneKindAloneHasNoCurve() {
    assertThat(RankSum.areaUnderRoc(floats(1, 2), flags(1, 1))).isNaN();
    assertThat(RankSum.areaUnderRoc(floats(), flags())).isNaN();
  }

  private static float[] floats(double... values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static boolean[] flags(int... values) {
    boolean[] result = new boolean[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i] == 1;
    }
    return result;
  }
}
