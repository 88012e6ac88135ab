package org.skymask.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.skymask.engine.Dl4jTwin;
import org.skymask.engine.EngineException;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** What training adds to a network stays out of losses and gradients. */
class Dl4jInferenceTest {
  private static final LabelledData DATA =
      new LabelledData(new float[] {1, -2, 0.5f, 0.3f, 0.2f, -1}, new int[] {2, 0}, 3);

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nIn(3).nOut(4).activation(Activation.TANH);
  }

  private static OutputLayer.Builder output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(4)
        .nOut(3)
        .activation(Activation.SOFTMAX);
  }

  private static Architecture stack(
      UnaryOperator<NeuralNetConfiguration.Builder> all, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        all.apply(new NeuralNetConfiguration.Builder().seed(5)).list();
    Stream.of(layers).forEach(list::layer);
    return json(list.build());
  }

  private static Architecture json(MultiLayerConfiguration configuration) {
    byte[] json = configuration.toJson().getBytes(StandardCharsets.UTF_8);
    return new Architecture("architecture.json", json);
  }

  static Stream<Architecture> trained() {
    return Stream.of(
        stack(all -> all.l1(0.3).l2(0.4), dense().build(), output().build()),
        stack(all -> all.weightDecay(0.3), dense().build(), output().build()),
        stack(all -> all, dense().dropOut(0.5).build(), output().dropOut(0.5).build()),
        stack(all -> all, dense().dropOut(new GaussianNoise(2)).build(), output().build()),
        stack(all -> all.weightNoise(new DropConnect(0.5)), dense().build(), output().build()),
        stack(all -> all, new FrozenLayer(dense().build()), output().build()),
        stack(all -> all, new FrozenLayerWithBackprop(dense().build()), output().build()),
        stack(all -> all.gradientNormalizationThreshold(1e-3), dense().build(), output().build()));
  }

  @ParameterizedTest
  @MethodSource("trained")
  void gradientIsThatOfThePlainNetwork(Architecture architecture) {
    Architecture plain = stack(all -> all, dense().build(), output().build());
    Layout layout = Dl4jInitializer.initialize(plain, 9).layout();
    assertThat(gradient(architecture, layout)).containsExactly(gradient(plain, layout));
  }

  private static float[] gradient(Architecture architecture, Layout layout) {
    float[] values =
        Dl4jInitializer.initialize(stack(a -> a, dense().build(), output().build()), 9).values();
    float[] gradient = new float[layout.parameterCount()];
    try (Dl4jEngine engine = Dl4jEngine.open(architecture, layout)) {
      engine.load(values);
      engine.addGradient(DATA, 0, 2, gradient);
    }
    assertThat(gradient).doesNotContain(0f);
    return gradient;
  }

  @Test
  void aDropoutLayerIsPassedThrough() {
    Architecture architecture =
        stack(
            all -> all,
            dense().build(),
            new DropoutLayer.Builder(0.5).build(),
            new DenseLayer.Builder().nIn(4).nOut(3).activation(Activation.IDENTITY).build(),
            new LossLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .activation(Activation.SOFTMAX)
                .build());
    Layout layout = Dl4jInitializer.initialize(architecture, List.of(3), 1).layout();
    List<TensorSpec> renamed =
        layout.tensors().stream()
            .map(t -> new TensorSpec(t.name().replace('2', '1'), t.shape(), true))
            .toList();
    Architecture plain = stack(all -> all, dense().build(), output().build());
    assertThat(gradient(architecture, layout))
        .containsExactly(gradient(plain, new Layout(List.of(3), 3, renamed)));
  }

  @Test
  void refusesARandomActivation() {
    Architecture random =
        stack(all -> all, dense().activation(Activation.RRELU).build(), output().build());
    Layout layout =
        Dl4jInitializer.initialize(stack(a -> a, dense().build(), output().build()), 9).layout();
    assertThatThrownBy(() -> Dl4jEngine.open(random, layout))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("architecture.json has a layer that behaves differently in training");
  }

  @Test
  void convolutionsRunOnOneDnn() {
    Dl4jRuntime.oneThread();
    String json = new String(Dl4jTwin.of("cnn").stack().content(), StandardCharsets.UTF_8);
    MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
    network.init();
    assertThat(network.getLayer(0).getHelper()).isNotNull();
    assertThat(network.getLayer(1).getHelper()).isNotNull();
  }

  @Test
  void channelsMayStandLast() {
    float[] last = new float[2 * 5 * 5 * 3];
    for (int j = 0; j < last.length; j++) {
      last[j] = (float) Math.sin(j * j);
    }
    float[] first = new float[last.length];
    for (int j = 0; j < last.length; j++) {
      int example = j / 75;
      int place = j % 75 / 3;
      first[example * 75 + j % 3 * 25 + place] = last[j];
    }
    float[] expected = images(CNN2DFormat.NCHW, List.of(3, 5, 5), first);
    assertThat(images(CNN2DFormat.NHWC, List.of(5, 5, 3), last))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(expected);
  }

  /** Gradient of a network of two batch norms with fixed values. */
  private static float[] images(CNN2DFormat format, List<Integer> shape, float[] features) {
    Architecture architecture =
        json(
            new NeuralNetConfiguration.Builder()
                .list(
                    new BatchNormalization.Builder().build(),
                    new ActivationLayer(Activation.TANH),
                    new BatchNormalization.Builder().build(),
                    new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(5, 5, 3, format))
                .build());
    Layout layout = Dl4jInitializer.initialize(architecture, shape, 1).layout();
    float[] values = new float[layout.valueCount()];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) Math.cos(j * j);
    }
    float[] gradient = new float[layout.parameterCount()];
    try (Dl4jEngine engine = Dl4jEngine.open(architecture, layout)) {
      engine.load(values);
      engine.addGradient(new LabelledData(features, new int[] {1, 2}, 75), 0, 2, gradient);
    }
    assertThat(gradient).doesNotContain(0f);
    return gradient;
  }
}
