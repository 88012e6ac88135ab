package org.skymask.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.model.Architecture;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;

/** Each loss and each type of input, against PyTorch. */
class SignaturesTest {

  @ParameterizedTest
  @ValueSource(strings = {"tokens", "language", "binary", "labels", "squares", "huber", "function"})
  void lossesAndGradientsAreThoseOfPyTorch(String name) {
    SignatureFixture fixture = SignatureFixture.read(name);
    Layout layout = fixture.layout();
    int size = fixture.data().size();
    try (GradientEngine engine = Engines.open(fixture.architecture(), layout)) {
      engine.load(TestVectors.onAxis(layout, fixture.values(), layout.valueCount()));
      assertThat(engine.outputs(fixture.data(), 0, size))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(TestVectors.floats(fixture.outputs()));
      assertThat(engine.losses(fixture.data(), 0, size))
          .usingComparatorWithPrecision(1e-5)
          .containsExactly(fixture.losses());
      float[] gradient = new float[layout.parameterCount()];
      // In two uneven parts: gradients add up.
      double loss = engine.addGradient(fixture.data(), 0, 3, gradient);
      loss += engine.addGradient(fixture.data(), 3, size, gradient);
      assertThat(loss).isCloseTo(Arrays.stream(fixture.losses()).sum(), within(1e-5 * size));
      perTensor(layout, gradient, fixture);
    }
  }

  /** A small tensor may not hide behind a large one. */
  private static void perTensor(Layout layout, float[] gradient, SignatureFixture fixture) {
    fixture
        .gradient()
        .forEach(
            (tensor, values) -> {
              int start = layout.start(layout.indexOf(tensor));
              float[] part = Arrays.copyOfRange(gradient, start, start + values.length);
              assertThat(TestVectors.relativeDistance(part, TestVectors.floats(values)))
                  .as(tensor)
                  .isLessThan(1e-4);
            });
  }

  /** A batch of one example has no other batch's values. */
  @ParameterizedTest
  @ValueSource(strings = {"tokens", "language", "function"})
  void anExampleAloneHasItsOwnLoss(String name) {
    SignatureFixture fixture = SignatureFixture.read(name);
    Layout layout = fixture.layout();
    try (GradientEngine engine = Engines.open(fixture.architecture(), layout)) {
      engine.load(TestVectors.onAxis(layout, fixture.values(), layout.valueCount()));
      for (int i = 0; i < fixture.data().size(); i++) {
        assertThat(engine.losses(fixture.data(), i, i + 1)[0])
            .isCloseTo(fixture.losses()[i], within(1e-5));
      }
    }
  }

  @Test
  void aTargetOfAnotherShapeIsNamed() {
    SignatureFixture fixture = SignatureFixture.read("squares");
    FieldSpec target = new FieldSpec("target", ValueType.FLOAT32, List.of(3));
    Signature signature =
        new Signature(
            fixture.layout().signature().inputs(), target, LossFunction.MEAN_SQUARED_ERROR, null);
    Layout layout = new Layout(signature, fixture.layout().tensors());
    assertThatThrownBy(() -> Engines.open(fixture.architecture(), layout))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "architecture.pt gives outputs of the shape [2, 2] for 2 examples, expected [2, 3]"
                + " (target in layout.json)");
  }

  @Test
  void aFunctionThatIsMissingOrGivesNoLossForEachExampleIsNamed() {
    SignatureFixture fixture = SignatureFixture.read("function");
    Architecture alone =
        new Architecture(fixture.architecture().fileName(), fixture.architecture().content());
    assertThatThrownBy(() -> Engines.open(alone, fixture.layout()))
        .isInstanceOf(EngineException.class)
        .hasMessage("layout.json has the loss function, and there is no loss.pt beside it");
    Architecture bytes = new Architecture(alone.fileName(), alone.content(), new byte[] {1, 2});
    assertThatThrownBy(() -> Engines.open(bytes, fixture.layout()))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("loss.pt is not read as TorchScript: ");
    Architecture wrong = new Architecture(alone.fileName(), alone.content(), alone.content());
    assertThatThrownBy(() -> Engines.open(wrong, fixture.layout()))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "loss.pt does not run on outputs of the shape [2, 1, 5, 5] and the target bool [1, 5,"
                + " 5]: ");
  }

  @Test
  void aTokenBeyondTheEmbeddingIsAnErrorOfOurs() {
    SignatureFixture fixture = SignatureFixture.read("language");
    try (GradientEngine engine = Engines.open(fixture.architecture(), fixture.layout())) {
      long[] tokens = {0, 1, 2, 3, 4, 6, 1, 0};
      FieldData data = new FieldData(List.of(new Longs(tokens, 4)), new Longs(new long[8], 4));
      assertThatThrownBy(() -> engine.losses(data, 0, 2))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "the model does not run on example 1, where tokens has values from 0 to 6: RuntimeError:"
                  + " index out of range in self");
    }
  }

  @Test
  void lossesByHand() {
    FieldSpec target = new FieldSpec("target", ValueType.FLOAT32, List.of(2));
    List<FieldSpec> inputs = List.of(new FieldSpec("x", ValueType.FLOAT32, List.of(1)));
    Floats wanted = new Floats(new float[] {1, 0}, 2);
    float[] outputs = {3, 0.5f};
    OutputLoss squares =
        OutputLoss.of(new Signature(inputs, target, LossFunction.MEAN_SQUARED_ERROR, null));
    assertThat(squares.losses(outputs, wanted)).containsExactly((4 + 0.25) / 2);
    OutputLoss huber = OutputLoss.of(new Signature(inputs, target, LossFunction.HUBER, null));
    assertThat(huber.losses(outputs, wanted)).containsExactly((1.5 + 0.125) / 2);
    float[] gradient = outputs.clone();
    assertThat(huber.toGradient(gradient, wanted)).isEqualTo((1.5 + 0.125) / 2);
    assertThat(gradient).containsExactly(0.5f, 0.25f);
    OutputLoss binary =
        OutputLoss.of(new Signature(inputs, target, LossFunction.BINARY_CROSS_ENTROPY, null));
    // log(1 + e^-3) and log(1 + e^0.5)
    assertThat(binary.losses(outputs, wanted)[0])
        .isCloseTo((0.048587 + 0.974077) / 2, within(1e-6));
  }
}
