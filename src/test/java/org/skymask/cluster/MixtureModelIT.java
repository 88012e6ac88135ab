package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.TestSpark;

class MixtureModelIT {
  private static JavaSparkContext spark;
  private static MixtureModel mixtures;

  @BeforeAll
  static void open() {
    spark = TestSpark.local(1);
    mixtures = new MixtureModel(spark);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private static PlaneSplit split(double[][] points) {
    return mixtures.split(points, 0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void thereIsNothingToDivideInFewerThanFour(int count) {
    PlaneSplit split = split(Points.cloud(count, 0, 0, 1, 1));
    assertThat(split.gain()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(split.second()).hasSize(count);
  }

  @Test
  void thereIsNothingToDivideInOnePlace() {
    assertThat(split(Points.cloud(20, 3, -1, 0, 1)).gain()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void oneCloudIsNotTwo() {
    for (long seed = 0; seed < 5; seed++) {
      assertThat(split(Points.cloud(60, 0, 0, 1, seed)).gain()).isLessThan(0.5);
    }
  }

  @Test
  void twoCloudsAreTwo() {
    PlaneSplit split =
        split(Points.and(Points.cloud(20, 0, 0, 1, 1), Points.cloud(10, 12, 5, 1, 2)));
    assertThat(split.gain()).isGreaterThan(1);
    double first = split.second()[0];
    assertThat(first < 0.01 || first > 0.99).isTrue();
    for (int i = 0; i < 30; i++) {
      double expected = i < 20 ? first : 1 - first;
      assertThat(split.second()[i]).isCloseTo(expected, within(1e-3));
    }
  }

  /** Without a floor on the covariances identical uploads would have infinite likelihood. */
  @Test
  void aFewIdenticalUploadsGiveNoInfiniteGain() {
    double[][] honest = Points.cloud(20, 0, 0, 1, 3);
    double[][] same = Points.cloud(4, 0.3, 0.2, 0, 4);
    PlaneSplit split = split(Points.and(honest, same));
    // ln(1/floor) a point is all that four points of 24 can win.
    assertThat(split.gain()).isFinite().isLessThan(2 * Math.log(1e3) * 4 / 24);
  }

  @Test
  void oneOutlierIsFoundAndGivesNoInfiniteGain() {
    PlaneSplit split = split(Points.and(Points.cloud(20, 0, 0, 1, 5), new double[][] {{40, 0}}));
    assertThat(split.gain()).isFinite().isPositive();
    double alone = split.second()[20];
    assertThat(Arrays.stream(split.second()).limit(20))
        .allSatisfy(p -> assertThat(p).isCloseTo(1 - alone, within(1e-3)));
  }

  /** By hand: both halves of two identical points each; only the floor gives them any width. */
  @Test
  void theGainOfTwoPairs() {
    PlaneSplit split = split(new double[][] {{-1, 0}, {-1, 0}, {1, 0}, {1, 0}});
    double floor = 1e-3;
    // A point under one Gaussian: variances 1 + f and f, its own distance 1 / (1 + f).
    double one = -0.5 * (1 / (1 + floor) + Math.log((1 + floor) * floor) + 2 * log2Pi());
    // Under two: variances f and f, distance 0, weight 1/2.
    double two = Math.log(0.5) - 0.5 * (Math.log(floor * floor) + 2 * log2Pi());
    double gain = (2 * 4 * (two - one) - 6 * Math.log(4)) / 4;
    assertThat(split.gain()).isCloseTo(gain, within(1e-6));
  }

  private static double log2Pi() {
    return Math.log(2 * Math.PI);
  }

  @Test
  void scaleAndPlaceDoNotMatter() {
    double[][] points = Points.and(Points.cloud(12, 0, 0, 1, 6), Points.cloud(8, 6, 1, 1, 7));
    double[][] elsewhere =
        Arrays.stream(points)
            .map(p -> new double[] {1e3 + 500 * p[0], -7 + 500 * p[1]})
            .toArray(double[][]::new);
    assertThat(split(elsewhere).gain()).isCloseTo(split(points).gain(), within(1e-6));
  }

  @Test
  void theSamePointsGiveTheSameBits() {
    double[][] points = Points.and(Points.cloud(12, 0, 0, 1, 8), Points.cloud(8, 6, 1, 1, 9));
    PlaneSplit first = split(points);
    PlaneSplit second = split(points);
    assertThat(second.gain()).isEqualTo(first.gain());
    assertThat(second.second()).isEqualTo(first.second());
  }

  /** MLlib's EM, which decides, ends where the screening's ended. */
  @Test
  void mllibAgreesWithTheScreening() {
    double[][] points = Points.and(Points.cloud(25, 0, 0, 1, 10), Points.cloud(9, 5, 4, 1, 11));
    PlaneSplit screened = mixtures.split(points, Double.POSITIVE_INFINITY);
    PlaneSplit fitted = mixtures.split(points, 0);
    assertThat(fitted.gain()).isCloseTo(screened.gain(), within(1e-3));
    assertThat(fitted.second()).containsExactly(screened.second(), within(1e-3));
  }
}
