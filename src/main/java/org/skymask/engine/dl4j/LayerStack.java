package org.skymask.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** A {@code MultiLayerConfiguration}. */
final class LayerStack implements Definition {
  private final MultiLayerConfiguration configuration;

  LayerStack(String json) {
    configuration = MultiLayerConfiguration.fromJson(json);
    configuration.setDataType(DataType.FLOAT);
    configuration.setBackpropType(BackpropType.Standard);
  }

  @Override
  public Map<String, NeuralNetConfiguration> layers() {
    Map<String, NeuralNetConfiguration> layers = new LinkedHashMap<>();
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      layers.put(Integer.toString(layers.size()), layer);
    }
    return layers;
  }

  @Override
  public NeuralNetConfiguration output() {
    return configuration.getConf(configuration.getConfs().size() - 1);
  }

  @Override
  public Optional<List<Integer>> input() {
    return InputShape.of(configuration.getConf(0).getLayer(), configuration.getInputPreProcess(0));
  }

  @Override
  public void seed(long seed) {
    configuration.getConfs().forEach(layer -> layer.setSeed(seed));
  }

  @Override
  public Network network() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return new Network.Stack(network);
  }
}
