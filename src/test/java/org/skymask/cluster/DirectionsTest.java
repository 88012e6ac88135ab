package org.skymask.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DirectionsTest {
  private static double[][] gram(double[]... rows) {
    double[][] gram = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        for (int k = 0; k < rows[i].length; k++) {
          gram[i][j] += rows[i][k] * rows[j][k];
        }
      }
    }
    return gram;
  }

  /**
   * Cosines 1 and −1: around their mean two rows at ±1, of trace 2, whatever their lengths. The
   * second layer says the same once more.
   */
  @Test
  void everyLayerCountsAlikeAndLengthsDoNot() {
    Directions directions = new Directions(2);
    directions.add(gram(new double[] {3, 0}, new double[] {-0.5, 0}));
    assertThat(directions.balanced()).isDeepEqualTo(new double[][] {{0.5, -0.5}, {-0.5, 0.5}});
    directions.add(gram(new double[] {1e-9}, new double[] {-1e-3}));
    assertThat(directions.balanced()).isDeepEqualTo(new double[][] {{1, -1}, {-1, 1}});
  }

  /** (3, 0 | 4) and (0, 5 | 12) over both layers: 48 / (5 · 13). */
  @Test
  void cosinesAreOverAllLayers() {
    Directions directions = new Directions(2);
    directions.add(gram(new double[] {3, 0}, new double[] {0, 5}));
    directions.add(gram(new double[] {4}, new double[] {12}));
    assertThat(directions.cosines()[0][1]).isCloseTo(48 / 65.0, within(1e-12));
    assertThat(directions.cosines()[1][1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void anUpdateOfZeroPointsNowhere() {
    Directions directions = new Directions(2);
    directions.add(gram(new double[] {0}, new double[] {1}));
    assertThat(directions.cosines()).isDeepEqualTo(new double[][] {{0, 0}, {0, 1}});
  }

  @Test
  void updatesOfOneDirectionSayNothing() {
    Directions directions = new Directions(3);
    directions.add(gram(new double[] {1, 2}, new double[] {2, 4}, new double[] {0.1, 0.2}));
    assertThat(directions.balanced()).isDeepEqualTo(new double[3][3]);
  }
}
