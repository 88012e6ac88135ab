package org.skymask.engine.dl4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.skymask.engine.EngineException;
import org.skymask.engine.dl4j.Dl4jInitializer.InitialModel;
import org.skymask.model.Architecture;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;

/** Recurrent networks whose last layer has an output at each step. */
class Dl4jRecurrentTest {
  private static final int FEATURES = 3;
  private static final int STEPS = 5;
  private static final int EXAMPLES = 4;

  private static Architecture network(RNNFormat format, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(3).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    list.setInputType(InputType.recurrent(FEATURES, STEPS, format));
    return new Architecture("architecture.json", list.build().toJson().getBytes(UTF_8));
  }

  private static Layer output(LossFunction loss, Activation activation, int outputs) {
    return new RnnOutputLayer.Builder(loss).nOut(outputs).activation(activation).build();
  }

  private static List<Integer> input(RNNFormat format) {
    return format == RNNFormat.NCW ? List.of(FEATURES, STEPS) : List.of(STEPS, FEATURES);
  }

  private static FieldValues targets(Signature signature) {
    SplittableRandom random = new SplittableRandom(5);
    int width = signature.target().width();
    if (signature.target().type() == ValueType.INT64) {
      long[] labels =
          random.longs((long) EXAMPLES * width, 0, signature.requiredClasses()).toArray();
      labels[1] = Signature.IGNORED;
      labels[7] = Signature.IGNORED;
      return new Longs(labels, width);
    }
    float[] numbers = new float[EXAMPLES * width];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = random.nextInt(2);
    }
    return new Floats(numbers, width);
  }

  private static FieldData data(Signature signature) {
    SplittableRandom random = new SplittableRandom(4);
    float[] x = new float[EXAMPLES * FEATURES * STEPS];
    for (int j = 0; j < x.length; j++) {
      x[j] = (float) random.nextGaussian();
    }
    return new FieldData(List.of(new Floats(x, FEATURES * STEPS)), targets(signature));
  }

  @ParameterizedTest
  @CsvSource({
    "NCW, MCXENT, SOFTMAX, 6, cross-entropy-per-token, [5]",
    "NWC, MCXENT, SOFTMAX, 6, cross-entropy-per-token, [5]",
    "NCW, XENT, SIGMOID, 1, binary-cross-entropy, [5]",
    "NCW, MSE, IDENTITY, 2, mean-squared-error, '[5, 2]'",
    "NWC, MSE, IDENTITY, 2, mean-squared-error, '[5, 2]'",
  })
  void aLossAtEachStepHasTheRightGradient(
      RNNFormat format,
      LossFunction loss,
      Activation activation,
      int outputs,
      String code,
      String target) {
    Architecture architecture =
        network(
            format,
            new LSTM.Builder().nOut(4).activation(Activation.TANH).build(),
            output(loss, activation, outputs));
    check(architecture, format, code, target);
  }

  /** The layer before it has as many outputs as there are classes. */
  @Test
  void aLossLayerWithoutWeightsIsRead() {
    Architecture architecture =
        network(
            RNNFormat.NCW,
            new SimpleRnn.Builder().nOut(6).activation(Activation.TANH).build(),
            new RnnLossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
    check(architecture, RNNFormat.NCW, "cross-entropy-per-token", "[5]");
  }

  private static void check(
      Architecture architecture, RNNFormat format, String code, String target) {
    InitialModel model = Dl4jInitializer.initialize(architecture, input(format), 7);
    Signature signature = model.layout().signature();
    assertThat(signature.loss().code()).isEqualTo(code);
    assertThat(signature.target().shape().toString()).isEqualTo(target);
    FieldData data = data(signature);
    try (Dl4jEngine engine = Dl4jEngine.open(architecture, model.layout())) {
      engine.load(model.values());
      float[] gradient = new float[model.layout().parameterCount()];
      double sum = engine.addGradient(data, 0, EXAMPLES, gradient);
      assertThat(Arrays.stream(engine.losses(data, 0, EXAMPLES)).sum())
          .isCloseTo(sum, within(1e-5));
      // One by one: what a batch does must not depend on who else is in it.
      float[] apart = new float[gradient.length];
      for (int i = 0; i < EXAMPLES; i++) {
        engine.addGradient(data, i, i + 1, apart);
        float[] alone = engine.outputs(data, i, i + 1);
        float[] together = engine.outputs(data, 0, EXAMPLES);
        int at = i * alone.length;
        assertThat(Arrays.copyOfRange(together, at, at + alone.length))
            .containsExactly(alone, within(1e-5f));
      }
      assertThat(apart).containsExactly(gradient, within(1e-4f));
      for (int j = 0; j < gradient.length; j += 3) {
        assertThat(slope(engine, data, model.values(), j)).isCloseTo(gradient[j], within(4e-3));
      }
    }
  }

  /** The difference quotient of the summed loss. */
  private static double slope(Dl4jEngine engine, FieldData data, float[] values, int j) {
    float[] moved = values.clone();
    moved[j] = values[j] + 1e-2f;
    engine.load(moved);
    double above = Arrays.stream(engine.losses(data, 0, EXAMPLES)).sum();
    moved[j] = values[j] - 1e-2f;
    engine.load(moved);
    double below = Arrays.stream(engine.losses(data, 0, EXAMPLES)).sum();
    engine.load(values);
    return (above - below) / 2e-2;
  }

  @Test
  void theStepsOfTheTargetAreThoseOfTheInput() {
    Architecture architecture =
        network(
            RNNFormat.NCW,
            new SimpleRnn.Builder().nOut(4).activation(Activation.TANH).build(),
            output(LossFunction.MCXENT, Activation.SOFTMAX, 3));
    Layout layout = Dl4jInitializer.initialize(architecture, input(RNNFormat.NCW), 7).layout();
    Layout other =
        new Layout(
            new Signature(
                layout.signature().inputs(),
                new FieldSpec("label", ValueType.INT64, List.of(STEPS + 1)),
                layout.signature().loss(),
                3),
            layout.tensors());
    assertThatThrownBy(() -> Dl4jEngine.open(architecture, other))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(
            "gives outputs of the shape [2, 3, 5] for 2 examples, expected [6, 3] an example, the"
                + " steps first (classes in layout.json)");
  }
}
