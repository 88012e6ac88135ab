package org.skymask.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.skymask.engine.Dl4jTwin;
import org.skymask.engine.EngineException;
import org.skymask.engine.dl4j.Dl4jInitializer.InitialModel;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

class Dl4jInitializerTest {
  private static final Architecture MLP = Dl4jTwin.of("mlp").stack();
  private static final Architecture CNN = Dl4jTwin.of("cnn").stack();
  private static final Architecture NORM = Dl4jTwin.of("norm").stack();

  @Test
  void tellsTheLayout() {
    Layout layout = Dl4jInitializer.initialize(MLP, 1).layout();
    assertThat(layout)
        .isEqualTo(
            new Layout(
                List.of(7),
                4,
                List.of(
                    new TensorSpec("0_W", List.of(7, 9), true),
                    new TensorSpec("0_b", List.of(9), true),
                    new TensorSpec("1_W", List.of(9, 4), true),
                    new TensorSpec("1_b", List.of(4), true))));
  }

  @Test
  void tellsTheLayoutOfAGraph() {
    Layout layout = Dl4jInitializer.initialize(Dl4jTwin.of("mlp").graph(), 1).layout();
    assertThat(layout.input()).containsExactly(7);
    assertThat(layout.tensors())
        .extracting(TensorSpec::name)
        .containsExactly("layer0_W", "layer0_b", "layer1_W", "layer1_b");
  }

  @Test
  void sameSeedSameBits() throws Exception {
    float[] values = Dl4jInitializer.initialize(MLP, 42).values();
    assertThat(Dl4jInitializer.initialize(MLP, 42).values()).containsExactly(values);
    assertThat(Dl4jInitializer.initialize(MLP, 43).values()).isNotEqualTo(values);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      assertThat(other.submit(() -> Dl4jInitializer.initialize(MLP, 42).values()).get())
          .containsExactly(values);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void aGraphIsSeededToo() {
    Architecture graph = Dl4jTwin.of("mlp").graph();
    float[] values = Dl4jInitializer.initialize(graph, 42).values();
    assertThat(Dl4jInitializer.initialize(graph, 42).values()).containsExactly(values);
    assertThat(Dl4jInitializer.initialize(graph, 43).values()).isNotEqualTo(values);
  }

  @Test
  void valuesFollowTheLayersRules() {
    InitialModel model = Dl4jInitializer.initialize(NORM, List.of(2, 6, 6), 2);
    assertThat(tensor(model, "0_b")).containsOnly(0f);
    assertThat(tensor(model, "1_gamma")).containsOnly(1f);
    assertThat(tensor(model, "1_log10stdev")).containsOnly(0f);
    assertThat(tensor(model, "0_W")).doesNotContain(0f).hasSize(54);
  }

  @Test
  void runningStatisticsAreState() {
    Layout layout = Dl4jInitializer.initialize(NORM, List.of(2, 6, 6), 2).layout();
    assertThat(layout.tensors())
        .filteredOn(tensor -> !tensor.trainable())
        .extracting(TensorSpec::name)
        .containsExactly("1_mean", "1_log10stdev", "5_mean", "5_log10stdev");
  }

  @Test
  void varianceWhereTheConfigurationCameFromANetworkWithVariance() {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    Dl4jTwin.of("norm").layers().forEach(list::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(InputType.convolutional(6, 6, 2)).build());
    network.init();
    Architecture built = json(network.getLayerWiseConfigurations());
    InitialModel model = Dl4jInitializer.initialize(built, List.of(2, 6, 6), 2);
    assertThat(tensor(model, "1_var")).containsOnly(1f);
    assertThat(tensor(model, "5_log10stdev")).containsOnly(0f);
  }

  @Test
  void frozenLayersAreState() {
    MultiLayerConfiguration conf = MultiLayerConfiguration.fromJson(text(MLP));
    conf.getConf(0).setLayer(new FrozenLayer(conf.getConf(0).getLayer()));
    Layout layout = Dl4jInitializer.initialize(json(conf), 1).layout();
    assertThat(layout.tensors())
        .filteredOn(TensorSpec::trainable)
        .extracting(TensorSpec::name)
        .containsExactly("1_W", "1_b");
  }

  @Test
  void inputShapeFromFlatImages() {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    Dl4jTwin.of("cnn").layers().forEach(list::layer);
    Architecture flat = json(list.setInputType(InputType.convolutionalFlat(8, 8, 2)).build());
    assertThat(Dl4jInitializer.initialize(flat, 1).layout().input()).containsExactly(2, 8, 8);
  }

  @Test
  void inputShapeFromImagesBeforeADenseLayer() {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    Dl4jTwin.of("mlp").layers().forEach(list::layer);
    Architecture images = json(list.setInputType(InputType.convolutional(2, 4, 3)).build());
    assertThat(Dl4jInitializer.initialize(images, 1).layout().input()).containsExactly(3, 2, 4);
  }

  @Test
  void asksForALayoutWhereTheInputIsUnknown() {
    assertThatThrownBy(() -> Dl4jInitializer.initialize(CNN, 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("architecture.json")
        .hasMessageContaining("layout.json");
    assertThat(Dl4jInitializer.initialize(CNN, List.of(2, 8, 8), 1).layout().classes())
        .isEqualTo(4);
  }

  @Test
  void refusesAnInputThatDoesNotFit() {
    assertThatThrownBy(() -> Dl4jInitializer.initialize(CNN, List.of(2, 20, 20), 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(
            "architecture.json does not run on examples of the shape [2, 20, 20]");
  }

  private static float[] tensor(InitialModel model, String name) {
    int index = model.layout().indexOf(name);
    int start = model.layout().start(index);
    int size = model.layout().tensors().get(index).size();
    return Arrays.copyOfRange(model.values(), start, start + size);
  }

  private static String text(Architecture architecture) {
    return new String(architecture.content(), StandardCharsets.UTF_8);
  }

  private static Architecture json(MultiLayerConfiguration configuration) {
    return new Architecture(
        "architecture.json", configuration.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
