package org.skymask.engine;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.skymask.engine.dl4j.Dl4jInitializer;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * A {@link Fixture}'s network in DL4J, with everything of training (dropout, penalties) that the
 * engine must leave out.
 *
 * @param torchLayers prefix of a layer's tensors in PyTorch, by index of the layer here
 */
public record Dl4jTwin(
    InputType input, List<Integer> shape, List<Layer> layers, Map<Integer, String> torchLayers) {

  public static Dl4jTwin of(String name) {
    return switch (name) {
      case "mlp" ->
          new Dl4jTwin(
              InputType.feedForward(7),
              List.of(7),
              List.of(dense(9, Activation.TANH), output()),
              Map.of(0, "0", 1, "2"));
      case "cnn" ->
          new Dl4jTwin(
              InputType.convolutional(8, 8, 2),
              List.of(2, 8, 8),
              List.of(
                  convolution(3, 3, Activation.RELU),
                  pool(),
                  convolution(4, 2, Activation.RELU),
                  dense(6, Activation.RELU),
                  output()),
              Map.of(0, "0", 2, "3", 3, "6", 4, "8"));
      case "norm" ->
          new Dl4jTwin(
              InputType.convolutional(6, 6, 2),
              List.of(2, 6, 6),
              List.of(
                  convolution(3, 3, Activation.IDENTITY),
                  new BatchNormalization.Builder().eps(1e-3).useLogStd(false).build(),
                  new ActivationLayer(Activation.RELU),
                  pool(),
                  dense(6, Activation.IDENTITY),
                  new BatchNormalization.Builder().useLogStd(true).build(),
                  new ActivationLayer(Activation.TANH),
                  output()),
              Map.of(0, "0", 1, "1", 4, "5", 5, "6", 7, "8"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Layer convolution(int channels, int kernel, Activation activation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(channels)
        .activation(activation)
        .build();
  }

  private static Layer pool() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  private static Layer dense(int units, Activation activation) {
    return new DenseLayer.Builder().nOut(units).activation(activation).dropOut(0.5).build();
  }

  private static Layer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(4)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** As a {@code MultiLayerConfiguration}: tensors {@code 0_W}, {@code 0_b}, …. */
  public Architecture stack() {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(1).l2(0.1).l1(0.2).list();
    layers.forEach(list::layer);
    return json(list.setInputType(input).build().toJson());
  }

  /** As a {@code ComputationGraphConfiguration}: tensors {@code layer0_W}, …. */
  public Architecture graph() {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder().seed(1).l2(0.1).graphBuilder().addInputs("in");
    IntStream.range(0, layers.size())
        .forEach(
            i -> graph.addLayer("layer" + i, layers.get(i), i == 0 ? "in" : "layer" + (i - 1)));
    return json(
        graph.setOutputs("layer" + (layers.size() - 1)).setInputTypes(input).build().toJson());
  }

  private static Architecture json(String json) {
    return new Architecture("architecture.json", json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * PyTorch's values or gradients by DL4J's names and in DL4J's order: dense weights are [in, out]
   * instead of [out, in], a variance may be log₁₀ of the standard deviation.
   *
   * @param prefix before the number of a layer
   */
  public Map<String, double[]> convert(String prefix, Fixture torch, Map<String, double[]> values) {
    Map<String, double[]> converted = new LinkedHashMap<>();
    torchLayers.forEach(
        (index, layer) -> {
          boolean norm = layers.get(index) instanceof BatchNormalization;
          String to = prefix + index + "_";
          put(converted, to + (norm ? "gamma" : "W"), values.get(layer + ".weight"));
          put(converted, to + (norm ? "beta" : "b"), values.get(layer + ".bias"));
          put(converted, to + "mean", values.get(layer + ".running_mean"));
          putVariance(converted, to, index, values.get(layer + ".running_var"));
          List<Integer> shape =
              torch.layout().tensors().get(torch.layout().indexOf(layer + ".weight")).shape();
          if (shape.size() == 2) {
            converted.computeIfPresent(to + "W", (name, w) -> transposed(w, shape.get(0)));
          }
        });
    return converted;
  }

  /** What {@link Dl4jInitializer} makes of it, but with {@code 1_var} where the twin has that. */
  public Layout layout(Architecture architecture) {
    Layout read = Dl4jInitializer.initialize(architecture, shape, 3).layout();
    List<TensorSpec> tensors =
        read.tensors().stream()
            .map(t -> new TensorSpec(variance(t.name()), t.shape(), t.trainable()))
            .toList();
    return new Layout(read.input(), read.classes(), tensors);
  }

  private String variance(String tensor) {
    String layer = tensor.replaceAll("\\D", "");
    return tensor.endsWith("log10stdev")
            && layers.get(Integer.parseInt(layer.substring(0, 1)))
                instanceof BatchNormalization norm
            && !norm.isUseLogStd()
        ? tensor.replace("log10stdev", "var")
        : tensor;
  }

  private void putVariance(
      Map<String, double[]> to, String prefix, int index, double @Nullable [] variance) {
    if (variance != null) {
      boolean log = ((BatchNormalization) layers.get(index)).isUseLogStd();
      double[] values =
          IntStream.range(0, variance.length)
              .mapToDouble(i -> log ? Math.log10(Math.sqrt(variance[i])) : variance[i])
              .toArray();
      to.put(prefix + (log ? "log10stdev" : "var"), values);
    }
  }

  private static void put(Map<String, double[]> to, String name, double @Nullable [] values) {
    if (values != null) {
      to.put(name, values);
    }
  }

  private static double[] transposed(double[] matrix, int rows) {
    int columns = matrix.length / rows;
    return IntStream.range(0, matrix.length)
        .mapToDouble(i -> matrix[i % rows * columns + i / rows])
        .toArray();
  }
}
