package org.skymask.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.skymask.engine.EngineException;

class CudaCardsTest {
  private static final CudaCards CARDS =
      CudaCards.parse(
          "0, NVIDIA A100-SXM4-40GB, 8.0\n1, NVIDIA H100 80GB HBM3, 9.0\n"
              + "2, Tesla K40, 3.5\n3, NVIDIA L4, 8.9\n");

  @Test
  void readsWhatTheDriversToolPrints() {
    assertThat(CARDS.cards())
        .contains(new CudaCards.Card(1, "NVIDIA H100 80GB HBM3", 9.0))
        .hasSize(4);
    assertThatThrownBy(() -> CudaCards.parse("No devices were found"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'No devices were found'");
  }

  @Test
  void takesCardsThatItHasCodeFor() {
    assertThatCode(() -> CARDS.require(0)).doesNotThrowAnyException();
    assertThatCode(() -> CARDS.require(3)).doesNotThrowAnyException();
  }

  @Test
  void refusesOthersByName() {
    assertThatThrownBy(() -> CARDS.require(1))
        .hasMessageContaining("GPU 1, NVIDIA H100 80GB HBM3, has compute capability 9.0")
        .hasMessageContaining("architecture.pt");
    assertThatThrownBy(() -> CARDS.require(2)).hasMessageContaining("3.5");
    assertThatThrownBy(() -> CARDS.require(4)).hasMessageContaining("there is no GPU 4");
  }
}
