package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaneTest {
  private static double[][] gram(double[][] points) {
    double[][] gram = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points.length; j++) {
        for (int k = 0; k < points[i].length; k++) {
          gram[i][j] += points[i][k] * points[j][k];
        }
      }
    }
    return gram;
  }

  /** A cross, longer one way than the other, away from the origin. */
  @Test
  void pointsOfAPlaneComeBackAroundTheirMean() {
    Plane plane = Plane.of(gram(new double[][] {{8, 7}, {4, 7}, {6, 8}, {6, 6}}));
    assertThat(plane.values()).containsExactly(new double[] {8, 2}, within(1e-9));
    double[][] points = plane.points();
    assertThat(Math.abs(points[0][0])).isCloseTo(2, within(1e-9));
    assertThat(points[1][0]).isCloseTo(-points[0][0], within(1e-9));
    assertThat(points[2][0]).isCloseTo(0, within(1e-9));
    assertThat(Math.abs(points[2][1])).isCloseTo(1, within(1e-9));
    assertThat(points[3][1]).isCloseTo(-points[2][1], within(1e-9));
  }

  @Test
  void theLargestEntryOfAnAxisIsPositive() {
    double[][] points = {{-9, 0}, {4, 0}, {5, 0}};
    assertThat(Plane.of(gram(points)).points()[0][0]).isCloseTo(9, within(1e-9));
  }

  @Test
  void furtherRowsLandWhereTheyWouldHaveStood() {
    double[][] points = {{8, 7}, {4, 7}, {6, 8}, {6, 6}};
    Plane plane = Plane.of(gram(points));
    double[] further = {7, 9};
    double[] products = new double[4];
    for (int i = 0; i < 4; i++) {
      products[i] = (points[i][0] - 6) * (further[0] - 6) + (points[i][1] - 7) * (further[1] - 7);
    }
    double signX = Math.signum(plane.points()[0][0]);
    double signY = Math.signum(plane.points()[2][1]);
    assertThat(plane.project(products))
        .containsExactly(new double[] {signX, 2 * signY}, within(1e-9));
  }

  @Test
  void oneRowAndRowsInOnePlaceAreThePoint() {
    assertThat(Plane.of(new double[][] {{7}}).points()).isDeepEqualTo(new double[][] {{0, 0}});
    Plane same = Plane.of(gram(new double[][] {{1, 2}, {1, 2}, {1, 2}}));
    for (double[] point : same.points()) {
      assertThat(point).containsExactly(new double[] {0, 0}, within(1e-6));
    }
    assertThat(same.project(new double[3])).containsExactly(0, 0);
  }

  /** Two components keep all that points of rank two have: distances are as before. */
  @Test
  void distancesAreKept() {
    Random random = new Random(1);
    double[][] points = new double[40][2];
    for (double[] point : points) {
      point[0] = 3 * random.nextGaussian();
      point[1] = random.nextGaussian();
    }
    double[][] found = Plane.of(gram(points)).points();
    for (int i = 1; i < points.length; i++) {
      assertThat(Math.hypot(found[i][0] - found[0][0], found[i][1] - found[0][1]))
          .isCloseTo(
              Math.hypot(points[i][0] - points[0][0], points[i][1] - points[0][1]), within(1e-9));
    }
  }
}
