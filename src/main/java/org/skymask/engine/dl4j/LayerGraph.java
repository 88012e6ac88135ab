package org.skymask.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.skymask.engine.EngineException;

/** A {@code ComputationGraphConfiguration} with one input and one output. */
final class LayerGraph implements Definition {
  private final ComputationGraphConfiguration configuration;
  private final LayerVertex output;

  LayerGraph(String file, String json) {
    configuration = ComputationGraphConfiguration.fromJson(json);
    configuration.setDataType(DataType.FLOAT);
    configuration.setBackpropType(BackpropType.Standard);
    requireOne(file, "inputs", configuration.getNetworkInputs());
    requireOne(file, "outputs", configuration.getNetworkOutputs());
    String last = configuration.getNetworkOutputs().get(0);
    if (!(configuration.getVertices().get(last) instanceof LayerVertex vertex)) {
      throw new EngineException(
          file + " has the output " + last + ", expected a layer with a loss");
    }
    output = vertex;
  }

  private static void requireOne(String file, String what, List<String> names) {
    if (names.size() != 1) {
      throw new EngineException(file + " has the " + what + " " + names + ", expected one");
    }
  }

  @Override
  public Map<String, NeuralNetConfiguration> layers() {
    Map<String, NeuralNetConfiguration> layers = new LinkedHashMap<>();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex layer) {
                layers.put(name, layer.getLayerConf());
              }
            });
    return layers;
  }

  @Override
  public NeuralNetConfiguration output() {
    return output.getLayerConf();
  }

  @Override
  public Optional<List<Integer>> input() {
    String input = configuration.getNetworkInputs().get(0);
    return configuration.getVertexInputs().entrySet().stream()
        .filter(entry -> entry.getValue().contains(input))
        .map(entry -> configuration.getVertices().get(entry.getKey()))
        .filter(LayerVertex.class::isInstance)
        .map(LayerVertex.class::cast)
        .map(vertex -> InputShape.of(vertex.getLayerConf().getLayer(), vertex.getPreProcessor()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  @Override
  public void seed(long seed) {
    configuration.getDefaultConfiguration().setSeed(seed);
    layers().values().forEach(layer -> layer.setSeed(seed));
  }

  @Override
  public Network network() {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return new Network.Graph(network);
  }
}
