package org.skymask.engine.dl4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.skymask.engine.dl4j.Dl4jInitializer.InitialModel;
import org.skymask.model.Architecture;
import org.skymask.model.FieldData;
import org.skymask.model.FieldValues.Floats;

/** Networks whose last layer is no softmax. */
class Dl4jLossesTest {

  private static Architecture network(LossFunction loss, Activation activation, int outputs) {
    String json =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new DenseLayer.Builder().nIn(3).nOut(4).activation(Activation.TANH).build())
            .layer(
                new OutputLayer.Builder(loss).nIn(4).nOut(outputs).activation(activation).build())
            .build()
            .toJson();
    return new Architecture("architecture.json", json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "MSE, IDENTITY, 2, mean-squared-error, target, [2]",
    "MSE, IDENTITY, 1, mean-squared-error, target, []",
    "XENT, SIGMOID, 3, binary-cross-entropy, label, [3]",
  })
  void theLossIsReadFromTheConfigurationAndHasTheRightGradient(
      LossFunction loss, Activation activation, int outputs, String code, String name, String shape)
      throws Exception {
    Architecture architecture = network(loss, activation, outputs);
    InitialModel model = Dl4jInitializer.initialize(architecture, 7);
    assertThat(model.layout().signature().loss().code()).isEqualTo(code);
    assertThat(model.layout().signature().target().name()).isEqualTo(name);
    assertThat(model.layout().signature().target().shape().toString()).isEqualTo(shape);
    float[] inputs = {0.5f, -1, 2, 0.25f, 1, -0.5f};
    float[] targets = new float[2 * outputs];
    targets[0] = 1;
    FieldData data = new FieldData(List.of(new Floats(inputs, 3)), new Floats(targets, outputs));
    try (Dl4jEngine engine = Dl4jEngine.open(architecture, model.layout())) {
      engine.load(model.values());
      float[] gradient = new float[model.layout().parameterCount()];
      double sum = engine.addGradient(data, 0, 2, gradient);
      double[] losses = engine.losses(data, 0, 2);
      assertThat(losses[0] + losses[1]).isCloseTo(sum, within(1e-6));
      assertThat(losses[0])
          .isCloseTo(byHand(code, engine.outputs(data, 0, 1), targets), within(1e-6));
      for (int j = 0; j < gradient.length; j++) {
        assertThat(slope(engine, data, model.values(), j)).isCloseTo(gradient[j], within(2e-3));
      }
    }
  }

  /** Of the first example, whose first target is 1 and the others 0. */
  private static double byHand(String code, float[] outputs, float[] targets) {
    double sum = 0;
    for (int j = 0; j < outputs.length; j++) {
      double off = outputs[j] - targets[j];
      double likely = 1 / (1 + Math.exp(targets[j] == 1 ? -outputs[j] : outputs[j]));
      sum += code.startsWith("mean") ? off * off : -Math.log(likely);
    }
    return sum / outputs.length;
  }

  /** The difference quotient of the summed loss. */
  private static double slope(Dl4jEngine engine, FieldData data, float[] values, int j) {
    float[] moved = values.clone();
    moved[j] = values[j] + 1e-2f;
    engine.load(moved);
    double above = engine.losses(data, 0, 1)[0] + engine.losses(data, 1, 2)[0];
    moved[j] = values[j] - 1e-2f;
    engine.load(moved);
    double below = engine.losses(data, 0, 1)[0] + engine.losses(data, 1, 2)[0];
    engine.load(values);
    return (above - below) / 2e-2;
  }
}
