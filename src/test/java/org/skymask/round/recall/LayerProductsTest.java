package org.skymask.round.recall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Three layers of two rows: three sums each. */
class LayerProductsTest {
  private static final float[][] ROWS = {{1, 2}, {3, -1}};

  private static LayerProducts products() {
    return new LayerProducts(new double[][] {{4, 4}, {4, 4}, {1e-6, 1e-6}});
  }

  @Test
  void layersAreSummedByThemselves() {
    LayerProducts sums = products();
    sums.layer(1).add(ROWS);
    sums.layer(1).add(ROWS);
    sums.layer(2).add(new float[][] {{1e-7f}, {-2e-7f}});
    assertThat(sums.layer(0).matrix()).isDeepEqualTo(new double[2][2]);
    assertThat(sums.layer(1).matrix()).isDeepEqualTo(new double[][] {{10, 2}, {2, 20}});
    assertThat(sums.layer(2).matrix()[0][1]).isBetween(-2.0001e-14, -1.9999e-14);
  }

  /** In pieces that do not go by layers, as slices of sums travel. */
  @Test
  void sumsTravelInPieces() {
    LayerProducts one = products();
    for (int layer = 0; layer < 3; layer++) {
      one.layer(layer).add(layer == 2 ? new float[][] {{1e-7f}, {2e-7f}} : ROWS);
    }
    for (int piece = 1; piece <= one.length(); piece++) {
      LayerProducts total = one.empty();
      for (int from = 0; from < one.length(); from += piece) {
        total.add(from, one.between(from, Math.min(one.length(), from + piece)));
      }
      for (int layer = 0; layer < 3; layer++) {
        assertThat(total.layer(layer).matrix())
            .as("layer %s in pieces of %s", layer, piece)
            .isDeepEqualTo(one.layer(layer).matrix());
      }
    }
    assertThat(one.length()).isEqualTo(9);
  }
}
