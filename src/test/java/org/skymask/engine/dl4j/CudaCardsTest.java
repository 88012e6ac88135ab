package org.skymask.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.engine.EngineException;

class CudaCardsTest {
  /** Seconds; no machine is so slow. */
  private static final int PATIENCE = 3600;

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

  /** The program as it is asked, with a stand-in in its place. */
  private static CudaCards read(Path directory, String script) throws IOException {
    return read(directory, script, PATIENCE);
  }

  private static CudaCards read(Path directory, String script, int seconds) throws IOException {
    Path program = directory.resolve("nvidia-smi");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return CudaCards.read(
        List.of(program.toString(), "--query-gpu=index,name,compute_cap"), seconds);
  }

  @Test
  void asksTheDriversTool(@TempDir Path directory) throws IOException {
    assertThat(read(directory, "echo '0, NVIDIA H100 80GB HBM3, 9.0'").cards())
        .containsExactly(new CudaCards.Card(0, "NVIDIA H100 80GB HBM3", 9.0));
    assertThatThrownBy(() -> read(directory, "echo no driver; exit 9"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("GPUs: no driver");
    assertThatThrownBy(() -> CudaCards.read(List.of(directory + "/none"), PATIENCE))
        .hasMessageContaining("is not on this machine");
  }

  /** A second stands for the half minute. */
  @Test
  void aToolThatHangsIsGivenUp(@TempDir Path directory) {
    assertThatThrownBy(() -> read(directory, "exec tail -f /dev/null", 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no answer within 1 s");
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
