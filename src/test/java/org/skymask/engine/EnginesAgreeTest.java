package org.skymask.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** The same network, weights and examples in both engines and in float64 PyTorch. */
class EnginesAgreeTest {

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "norm", "pooled", "viewed"})
  void torchGivesWhatPyTorchGave(String name) {
    Fixture fixture = Fixture.read(name);
    compare(
        fixture, fixture.architecture(), fixture.layout(), fixture.values(), fixture.gradient());
  }

  @ParameterizedTest
  @CsvSource({"mlp,stack", "cnn,stack", "norm,stack", "mlp,graph", "norm,graph"})
  void dl4jGivesWhatPyTorchGave(String name, String kind) {
    Fixture fixture = Fixture.read(name);
    Dl4jTwin twin = Dl4jTwin.of(name);
    boolean graph = kind.equals("graph");
    Architecture architecture = graph ? twin.graph() : twin.stack();
    String prefix = graph ? "layer" : "";
    Layout layout = twin.layout(architecture);
    compare(
        fixture,
        architecture,
        layout,
        twin.convert(prefix, fixture, fixture.values()),
        twin.convert(prefix, fixture, fixture.gradient()));
  }

  private static void compare(
      Fixture fixture,
      Architecture architecture,
      Layout layout,
      Map<String, double[]> values,
      Map<String, double[]> expected) {
    assertThat(layout.tensors())
        .extracting(TensorSpec::name)
        .containsExactlyInAnyOrderElementsOf(values.keySet());
    try (GradientEngine engine = Engines.open(architecture, layout)) {
      engine.load(TestVectors.onAxis(layout, values, layout.valueCount()));
      int size = fixture.data().size();
      float[] gradient = new float[layout.parameterCount()];
      double loss = engine.addGradient(fixture.data(), 0, size, gradient);
      assertThat(loss).isCloseTo(fixture.loss(), within(1e-5 * size));
      assertThat(
              TestVectors.relativeDistance(
                  gradient, TestVectors.onAxis(layout, expected, gradient.length)))
          .isLessThan(1e-5);
      perTensor(layout, gradient, expected);
      assertThat(engine.outputs(fixture.data(), 0, size))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(TestVectors.floats(fixture.logits()));
      assertThat(losses(engine, fixture)).isCloseTo(fixture.loss(), within(1e-5 * size));
    }
  }

  /** A small tensor may not hide behind a large one. */
  private static void perTensor(Layout layout, float[] gradient, Map<String, double[]> expected) {
    expected.forEach(
        (name, values) -> {
          int start = layout.start(layout.indexOf(name));
          float[] part = Arrays.copyOfRange(gradient, start, start + values.length);
          assertThat(TestVectors.relativeDistance(part, TestVectors.floats(values)))
              .as(name)
              .isLessThan(1e-4);
        });
  }

  /** In two uneven parts. */
  private static double losses(GradientEngine engine, Fixture fixture) {
    int classes = engine.layout().classes();
    double sum = 0;
    int[][] parts = {{0, 5}, {5, fixture.data().size()}};
    for (int[] part : parts) {
      float[] logits = engine.outputs(fixture.data(), part[0], part[1]);
      for (int i = 0; i < part[1] - part[0]; i++) {
        sum +=
            CrossEntropy.loss(logits, i * classes, classes, fixture.data().labels()[part[0] + i]);
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "norm"})
  void gradientsOfTheEnginesAreTheSame(String name) {
    Fixture fixture = Fixture.read(name);
    Dl4jTwin twin = Dl4jTwin.of(name);
    Architecture json = twin.stack();
    Layout layout = twin.layout(json);
    float[] torch = new float[fixture.layout().parameterCount()];
    float[] dl4j = new float[layout.parameterCount()];
    try (GradientEngine one = Engines.open(fixture.architecture(), fixture.layout());
        GradientEngine other = Engines.open(json, layout)) {
      one.load(
          TestVectors.onAxis(fixture.layout(), fixture.values(), fixture.layout().valueCount()));
      other.load(
          TestVectors.onAxis(
              layout, twin.convert("", fixture, fixture.values()), layout.valueCount()));
      double a = one.addGradient(fixture.data(), 2, 9, torch);
      assertThat(other.addGradient(fixture.data(), 2, 9, dl4j)).isCloseTo(a, within(1e-5));
    }
    Map<String, double[]> byName = new LinkedHashMap<>();
    fixture.gradient().keySet().forEach(t -> byName.put(t, part(fixture.layout(), torch, t)));
    float[] moved = TestVectors.onAxis(layout, twin.convert("", fixture, byName), dl4j.length);
    assertThat(TestVectors.relativeDistance(dl4j, moved)).isLessThan(1e-4);
  }

  private static double[] part(Layout layout, float[] axis, String name) {
    int index = layout.indexOf(name);
    double[] values = new double[layout.tensors().get(index).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = axis[layout.start(index) + i];
    }
    return values;
  }
}
