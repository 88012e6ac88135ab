package org.skymask.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skymask.engine.Device.CPU;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.engine.Device;
import org.skymask.engine.EngineException;
import org.skymask.engine.Fixture;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

class TorchEngineTest {
  private final Fixture mlp = Fixture.read("mlp");

  @Test
  void refusesWhatIsNoTorchScript() {
    fails(
            new Architecture("architecture.pt", "nonsense".getBytes(StandardCharsets.UTF_8)),
            mlp.layout())
        .contains("architecture.pt", "TorchScript");
    fails(new Architecture("architecture.pt", new byte[0]), mlp.layout())
        .contains("architecture.pt", "TorchScript");
    byte[] half = Arrays.copyOf(mlp.architecture().content(), 900);
    fails(new Architecture("architecture.pt", half), mlp.layout())
        .contains("architecture.pt", "TorchScript");
  }

  @Test
  void refusesALayoutWithATensorLess() {
    List<TensorSpec> tensors = mlp.layout().tensors().subList(0, 3);
    fails(mlp.architecture(), new Layout(List.of(7), 4, tensors))
        .contains("architecture.pt", "3 tensors");
  }

  @Test
  void refusesAnotherShape() {
    List<TensorSpec> tensors = new ArrayList<>(mlp.layout().tensors());
    tensors.set(0, new TensorSpec("0.weight", List.of(9, 8), true));
    fails(mlp.architecture(), new Layout(List.of(7), 4, tensors))
        .contains(
            "architecture.pt", "[7]", "mat1 and mat2 shapes cannot be multiplied (2x7 and 8x9)");
  }

  @Test
  void refusesAnotherInput() {
    fails(mlp.architecture(), new Layout(List.of(6), 4, mlp.layout().tensors()))
        .contains(
            "architecture.pt", "[6]", "mat1 and mat2 shapes cannot be multiplied (2x6 and 7x9)");
  }

  @Test
  void refusesAnotherNumberOfClasses() {
    fails(mlp.architecture(), new Layout(List.of(7), 5, mlp.layout().tensors()))
        .isEqualTo(
            "architecture.pt gives outputs of the shape [2, 4] for 2 examples, expected [2, 5]"
                + " (classes in layout.json)");
  }

  @Test
  void imagesLieWithTheirChannelsLastWhereTheFunctionTakesThemSo() {
    assertThat(takesChannelsLast("pooled")).isTrue();
    assertThat(takesChannelsLast("cnn")).isTrue();
    assertThat(takesChannelsLast("viewed")).isFalse();
    Fixture viewed = Fixture.read("viewed");
    TorchEngine.open(viewed.architecture(), viewed.layout(), CPU).close();
  }

  @Test
  void onlyImagesOnAProcessorHaveAnotherOrder() {
    assertThat(MemoryOrder.CHANNELS_LAST.fits(Fixture.read("cnn").layout().signature(), CPU))
        .isTrue();
    assertThat(MemoryOrder.CHANNELS_LAST.fits(mlp.layout().signature(), CPU)).isFalse();
    assertThat(
            MemoryOrder.CHANNELS_LAST.fits(
                Fixture.read("cnn").layout().signature(), Device.cuda(0)))
        .isFalse();
  }

  private static boolean takesChannelsLast(String name) {
    Fixture fixture = Fixture.read(name);
    try (TorchEngine engine =
        TorchEngine.open(
            fixture.architecture(), fixture.layout(), CPU, MemoryOrder.CHANNELS_LAST)) {
      return true;
    } catch (EngineException refused) {
      return false;
    }
  }

  private static org.assertj.core.api.AbstractStringAssert<?> fails(
      Architecture architecture, Layout layout) {
    EngineException[] caught = new EngineException[1];
    assertThatThrownBy(() -> TorchEngine.open(architecture, layout, CPU))
        .isInstanceOfSatisfying(EngineException.class, e -> caught[0] = e);
    String message = String.valueOf(caught[0].getMessage());
    assertThat(message.lines()).hasSize(1);
    assertThat(message.length()).isLessThan(400);
    return assertThat(message);
  }
}
