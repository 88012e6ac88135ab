package org.skymask.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.skymask.engine.Dl4jTwin;
import org.skymask.engine.EngineException;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** Each error is one line that names the file, what it holds and what was expected. */
class Dl4jEngineErrorsTest {
  private static final Architecture MLP = Dl4jTwin.of("mlp").stack();
  private static final Layout LAYOUT = Dl4jInitializer.initialize(MLP, 1).layout();

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "{\"confs\": [", "{\"confs\": [{}"})
  void refusesWhatIsNoJson(String json) {
    fails(json, LAYOUT).startsWith("architecture.json is not JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "7", "{}", "{\"a\": 1}", "{\"confs\": []}", "{\"vertices\": {}}"})
  void refusesJsonOfSomethingElse(String json) {
    fails(json, LAYOUT).contains("architecture.json has neither", "MultiLayerConfiguration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"confs\": [{}]}",
        "{\"confs\": [7]}",
        "{\"confs\": [{\"layer\": {\"@class\": \"java.lang.Runtime\"}}]}",
        "{\"vertices\": {\"a\": {}}}",
        "{\"vertices\": {\"a\": 7}, \"networkInputs\": [\"in\"]}"
      })
  void refusesConfigurationsThatDl4jCannotRead(String json) {
    fails(json, LAYOUT).contains("architecture.json");
  }

  @Test
  void refusesADamagedConfiguration() {
    String json = new String(MLP.content(), StandardCharsets.UTF_8);
    fails(json.replace("OutputLayer", "OutsideLayer"), LAYOUT)
        .contains("architecture.json is not read by DL4J", "OutsideLayer");
  }

  @Test
  void refusesOtherOutputs() {
    fails(output(LossFunction.MSE, Activation.IDENTITY), LAYOUT)
        .isEqualTo(
            "architecture.json ends in the loss mean-squared-error, and layout.json has the loss"
                + " cross-entropy");
    fails(output(LossFunction.MSE, Activation.TANH), LAYOUT)
        .contains("architecture.json ends in a layer OutputLayer", "tanh", "MSE", "softmax");
    fails(output(LossFunction.L1, Activation.IDENTITY), LAYOUT).contains("LossL1", "identity");
    fails(output(LossFunction.MCXENT, Activation.SIGMOID), LAYOUT).contains("sigmoid", "softmax");
    Layer centres =
        new CenterLossOutputLayer.Builder().nIn(9).nOut(4).activation(Activation.SOFTMAX).build();
    fails(stack(dense(), centres), LAYOUT).contains("CenterLossOutputLayer", "expected");
    fails(stack(dense(), dense()), LAYOUT).contains("DenseLayer", "expected an OutputLayer");
  }

  @Test
  void refusesOtherShapes() {
    List<TensorSpec> tensors = new ArrayList<>(LAYOUT.tensors());
    tensors.set(0, new TensorSpec("0_W", List.of(9, 7), true));
    fails(MLP, new Layout(List.of(7), 4, tensors))
        .isEqualTo(
            "architecture.json has the tensor 0_W with the shape [7, 9], expected [9, 7]"
                + " (layout.json)");
  }

  @Test
  void extentsOfOneDoNotMatter() {
    List<TensorSpec> tensors = new ArrayList<>(LAYOUT.tensors());
    tensors.set(1, new TensorSpec("0_b", List.of(1, 9), true));
    Layout layout = new Layout(List.of(7), 4, tensors);
    try (Dl4jEngine engine = Dl4jEngine.open(MLP, layout)) {
      assertThat(engine.layout()).isEqualTo(layout);
    }
  }

  @Test
  void refusesMissingAndFurtherTensors() {
    fails(MLP, new Layout(List.of(7), 4, LAYOUT.tensors().subList(0, 3)))
        .isEqualTo("architecture.json has the tensors [1_b], expected only those of layout.json");
    List<TensorSpec> tensors = new ArrayList<>(LAYOUT.tensors());
    tensors.add(new TensorSpec("2_W", List.of(3), true));
    fails(MLP, new Layout(List.of(7), 4, tensors))
        .isEqualTo(
            "architecture.json has no tensor 2_W of layout.json, expected one of"
                + " [0_W, 0_b, 1_W, 1_b]");
  }

  @Test
  void refusesTrainableStatistics() {
    Dl4jTwin twin = Dl4jTwin.of("norm");
    Layout layout = twin.layout(twin.stack());
    List<TensorSpec> tensors =
        layout.tensors().stream().map(t -> new TensorSpec(t.name(), t.shape(), true)).toList();
    fails(twin.stack(), new Layout(layout.input(), 4, tensors))
        .contains("layout.json has the tensor 1_mean as trainable, expected false");
  }

  @Test
  void refusesOtherClassesAndInputs() {
    fails(MLP, new Layout(List.of(7), 5, LAYOUT.tensors()))
        .contains("architecture.json gives outputs of the shape [2, 4]", "expected [2, 5]");
    fails(MLP, new Layout(List.of(8), 4, LAYOUT.tensors()))
        .contains("architecture.json does not run on examples of the shape [8]");
    fails(MLP, new Layout(List.of(1, 7, 1), 4, LAYOUT.tensors()))
        .contains("architecture.json does not run on examples of the shape [1, 7, 1]");
  }

  @Test
  void refusesGraphsWithSeveralInputs() {
    ComputationGraphConfiguration graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("left", "right")
            .addLayer("dense", new DenseLayer.Builder().nIn(14).nOut(9).build(), "left", "right")
            .addLayer("out", softmax(LossFunction.MCXENT, Activation.SOFTMAX), "dense")
            .setOutputs("out")
            .build();
    fails(graph.toJson(), LAYOUT)
        .isEqualTo("architecture.json has the inputs [left, right], expected one");
  }

  private static Layer dense() {
    return new DenseLayer.Builder().nIn(7).nOut(9).build();
  }

  private static OutputLayer softmax(LossFunction loss, Activation activation) {
    return new OutputLayer.Builder(loss).nIn(9).nOut(4).activation(activation).build();
  }

  private static Architecture output(LossFunction loss, Activation activation) {
    return stack(dense(), softmax(loss, activation));
  }

  private static Architecture stack(Layer... layers) {
    String json =
        new NeuralNetConfiguration.Builder()
            .list(layers)
            .validateOutputLayerConfig(false)
            .build()
            .toJson();
    return new Architecture("architecture.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static AbstractStringAssert<?> fails(String json, Layout layout) {
    return fails(
        new Architecture("architecture.json", json.getBytes(StandardCharsets.UTF_8)), layout);
  }

  private static AbstractStringAssert<?> fails(Architecture architecture, Layout layout) {
    EngineException[] caught = new EngineException[1];
    assertThatThrownBy(() -> Dl4jEngine.open(architecture, layout))
        .isInstanceOfSatisfying(EngineException.class, e -> caught[0] = e);
    String message = String.valueOf(caught[0].getMessage());
    assertThat(message.lines()).hasSize(1);
    assertThat(message.length()).isLessThan(450);
    return assertThat(message);
  }
}
