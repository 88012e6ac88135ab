package org.skymask.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** What {@link GradientEngine} promises, of both engines. */
class EngineContractTest {

  /** A model with values, ready to be opened any number of times. */
  @SuppressWarnings("ArrayRecordComponent")
  record Subject(
      String name, Architecture architecture, Layout layout, float[] values, LabelledData data) {
    GradientEngine open() {
      GradientEngine engine = Engines.open(architecture, layout);
      engine.load(values);
      return engine;
    }

    float[] gradient(GradientEngine engine, int from, int to) {
      float[] gradient = new float[layout.parameterCount()];
      engine.addGradient(data, from, to, gradient);
      return gradient;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Subject> subjects() {
    Fixture pooled = Fixture.read("pooled");
    return Stream.concat(
        Stream.of("mlp", "cnn", "norm").flatMap(EngineContractTest::subjects),
        Stream.of(
            subject(
                "torch pooled", pooled, pooled.architecture(), pooled.layout(), pooled.values())));
  }

  private static Stream<Subject> subjects(String name) {
    Fixture fixture = Fixture.read(name);
    Dl4jTwin twin = Dl4jTwin.of(name);
    return Stream.of(
        subject(
            "torch " + name, fixture, fixture.architecture(), fixture.layout(), fixture.values()),
        dl4j("dl4j " + name, fixture, twin, twin.stack(), ""),
        dl4j("dl4j graph " + name, fixture, twin, twin.graph(), "layer"));
  }

  private static Subject dl4j(
      String name, Fixture fixture, Dl4jTwin twin, Architecture architecture, String prefix) {
    Map<String, double[]> values = twin.convert(prefix, fixture, fixture.values());
    return subject(name, fixture, architecture, twin.layout(architecture), values);
  }

  private static Subject subject(
      String name,
      Fixture fixture,
      Architecture architecture,
      Layout layout,
      Map<String, double[]> values) {
    float[] axis = TestVectors.onAxis(layout, values, layout.valueCount());
    return new Subject(name, architecture, layout, axis, fixture.data());
  }

  /** What an engine's own steps give are the values that steps in Java give, bit by bit. */
  @ParameterizedTest
  @MethodSource("subjects")
  void ownStepsGiveTheSameBits(Subject subject) {
    try (GradientEngine engine = subject.open();
        GradientEngine plain = subject.open()) {
      assertThat(engine instanceof DescentEngine).isEqualTo(subject.name().startsWith("torch"));
      if (!(engine instanceof DescentEngine descending)) {
        return;
      }
      float[] expected = subject.values().clone();
      int size = subject.data().size();
      for (int step = 0; step < 6; step++) {
        int from = step % 2 * (size / 2);
        plain.load(expected);
        float[] gradient = subject.gradient(plain, from, size);
        float rate = 0.05f / (size - from);
        for (int j = 0; j < gradient.length; j++) {
          expected[j] -= rate * gradient[j];
        }
        descending.step(subject.data(), from, size, rate);
      }
      float[] found = subject.values().clone();
      descending.read(found);
      assertThat(found).isEqualTo(expected).isNotEqualTo(subject.values());
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theHundredthCallGivesTheBitsOfTheFirst(Subject subject) {
    try (GradientEngine engine = subject.open()) {
      float[] gradient = subject.gradient(engine, 0, 8);
      float[] logits = engine.outputs(subject.data(), 0, 8);
      for (int call = 0; call < 100; call++) {
        subject.gradient(engine, 3, 12);
        assertThat(subject.gradient(engine, 0, 8)).containsExactly(gradient);
        assertThat(engine.outputs(subject.data(), 0, 8)).containsExactly(logits);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void instancesInThreadsGiveTheBitsOfOneAlone(Subject subject) throws Exception {
    float[] alone;
    try (GradientEngine engine = subject.open()) {
      alone = subject.gradient(engine, 0, 12);
    }
    Callable<Boolean> task =
        () -> {
          try (GradientEngine engine = subject.open()) {
            boolean same = true;
            for (int call = 0; call < 30; call++) {
              same &= Arrays.equals(subject.gradient(engine, 0, 12), alone);
            }
            return same;
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Boolean> same : threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void anInstanceMayMoveToAnotherThread(Subject subject) throws Exception {
    try (GradientEngine engine = subject.open()) {
      float[] here = subject.gradient(engine, 0, 12);
      ExecutorService other = Executors.newSingleThreadExecutor();
      try {
        assertThat(other.submit(() -> subject.gradient(engine, 0, 12)).get()).containsExactly(here);
      } finally {
        other.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void gradientIsASumAddedToWhatWasThere(Subject subject) {
    try (GradientEngine engine = subject.open()) {
      float[] parts = new float[subject.layout().parameterCount()];
      Arrays.fill(parts, 1);
      double loss = engine.addGradient(subject.data(), 0, 5, parts);
      loss += engine.addGradient(subject.data(), 5, 12, parts);
      float[] whole = new float[parts.length];
      Arrays.fill(whole, 1);
      assertThat(engine.addGradient(subject.data(), 0, 12, whole)).isCloseTo(loss, within(1e-4));
      assertThat(TestVectors.relativeDistance(parts, whole)).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void loadReplacesEveryTensor(Subject subject) {
    try (GradientEngine engine = subject.open()) {
      float[] logits = engine.outputs(subject.data(), 0, 4);
      float[] others = subject.values().clone();
      for (int i = 0; i < subject.layout().tensors().size(); i++) {
        others[subject.layout().start(i)] += 0.5f;
        engine.load(others);
        assertThat(engine.outputs(subject.data(), 0, 4))
            .as(subject.layout().tensors().get(i).name())
            .isNotEqualTo(logits);
        others[subject.layout().start(i)] -= 0.5f;
      }
      engine.load(subject.values());
      assertThat(engine.outputs(subject.data(), 0, 4)).containsExactly(logits);
    }
  }

  /** Along each tensor's own gradient g, the loss changes by ‖g‖ a unit. */
  @ParameterizedTest
  @MethodSource("subjects")
  void gradientIsThatOfTheLoss(Subject subject) {
    try (GradientEngine engine = subject.open()) {
      float[] gradient = subject.gradient(engine, 0, 12);
      Layout layout = subject.layout();
      for (int i = 0; i < layout.tensors().size(); i++) {
        TensorSpec tensor = layout.tensors().get(i);
        if (tensor.trainable()) {
          int start = layout.start(i);
          double norm = norm(gradient, start, start + tensor.size());
          double slope = slope(subject, engine, gradient, start, start + tensor.size(), norm);
          assertThat(slope).as(tensor.name()).isCloseTo(norm, within(0.02 * norm + 1e-3));
        }
      }
    }
  }

  private static double slope(
      Subject subject, GradientEngine engine, float[] gradient, int start, int end, double norm) {
    double step = 2e-3;
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      float[] moved = subject.values().clone();
      for (int j = start; j < end; j++) {
        moved[j] += (float) ((side == 0 ? step : -step) * gradient[j] / norm);
      }
      engine.load(moved);
      losses[side] =
          engine.addGradient(subject.data(), 0, 12, new float[subject.layout().parameterCount()]);
    }
    engine.load(subject.values());
    return (losses[0] - losses[1]) / (2 * step);
  }

  private static double norm(float[] values, int start, int end) {
    double sum = 0;
    for (int j = start; j < end; j++) {
      sum += values[j] * (double) values[j];
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void lossStaysFiniteWhereProbabilitiesUnderflow(Subject subject) {
    try (GradientEngine engine = subject.open()) {
      float[] huge = subject.values().clone();
      int bias = subject.layout().start(subject.layout().tensors().size() - 1);
      huge[bias] = 1000;
      engine.load(huge);
      float[] gradient = new float[subject.layout().parameterCount()];
      assertThat(engine.addGradient(subject.data(), 0, 12, gradient))
          .isFinite()
          .isGreaterThan(1000);
      assertThat(gradient).doesNotContain(Float.NaN);
    }
  }
}
