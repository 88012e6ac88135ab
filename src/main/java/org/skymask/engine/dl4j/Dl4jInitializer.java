package org.skymask.engine.dl4j;

import static org.skymask.model.ValueType.FLOAT32;
import static org.skymask.model.ValueType.INT64;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.skymask.engine.EngineException;
import org.skymask.engine.Failures;
import org.skymask.model.Architecture;
import org.skymask.model.FieldSpec;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.Role;
import org.skymask.model.Signature;
import org.skymask.model.TensorSpec;

/** Version 0 of a model from its DL4J configuration alone. */
public final class Dl4jInitializer {
  private Dl4jInitializer() {}

  /**
   * A layout and its values.
   *
   * @param values [layout.valueCount()] on the value axis
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record InitialModel(Layout layout, float[] values) {}

  /**
   * Draws the initial values by the configuration's own rules (weight initialisation of each
   * layer). The same seed gives the same bits.
   *
   * @throws EngineException when the file is no JSON of a DL4J network with a known loss, or does
   *     not tell the shape of its input
   */
  public static InitialModel initialize(Architecture architecture, long seed) {
    List<Integer> input =
        Definition.read(architecture)
            .input()
            .orElseThrow(
                () ->
                    new EngineException(
                        architecture.fileName()
                            + " does not tell the shape of its input (its first layer takes"
                            + " examples of any size), expected a layout.json with \"input\""));
    return initialize(architecture, input, seed);
  }

  /**
   * The same for a configuration that does not tell the shape of its input.
   *
   * @param input shape of one example, without the batch
   */
  public static InitialModel initialize(Architecture architecture, List<Integer> input, long seed) {
    Dl4jRuntime.oneThread();
    String file = architecture.fileName();
    Definition definition = Definition.read(architecture);
    Set<String> frozen = frozen(definition);
    Map<String, NeuralNetConfiguration> layers = definition.layers();
    LossFunction loss = definition.loss(file);
    definition.inference(new LogitLoss()).seed(seed);
    try {
      Network network = definition.network();
      List<TensorSpec> tensors =
          network.tensors().entrySet().stream()
              .map(
                  entry ->
                      new TensorSpec(
                          entry.getKey(),
                          Tensors.shape(entry.getValue()),
                          role(entry.getKey(), layers, frozen),
                          InferenceMode.isVariance(entry.getKey())
                              && !frozen.contains(layer(entry.getKey()))))
              .toList();
      OutputShape shape = OutputShape.of(definition.output().getLayer());
      Layout layout =
          new Layout(signature(input, loss, shape.ofExample(outputs(network, input))), tensors);
      float[] values = new float[layout.valueCount()];
      TensorBinding.bind(file, layout, network.tensors()).forEach(t -> t.store(values));
      Dl4jEngine.open(architecture, layout).close();
      return new InitialModel(layout, values);
    } catch (RuntimeException e) {
      throw Failures.of(file + " does not run on examples of the shape " + input, e);
    }
  }

  /** As the Python client names the columns: classes have labels, numbers are targets. */
  private static Signature signature(
      List<Integer> input, LossFunction loss, List<Integer> example) {
    int outputs = example.get(example.size() - 1);
    List<Integer> steps = example.subList(0, example.size() - 1);
    Signature classifier = Signature.classifier(input, Math.max(2, outputs));
    List<Integer> shape = outputs == 1 ? steps : example;
    return switch (loss) {
      case CROSS_ENTROPY -> Signature.classifier(input, outputs);
      case CROSS_ENTROPY_PER_TOKEN ->
          new Signature(
              classifier.inputs(), new FieldSpec(Signature.LABEL, INT64, steps), loss, outputs);
      case BINARY_CROSS_ENTROPY ->
          new Signature(
              classifier.inputs(), new FieldSpec(Signature.LABEL, FLOAT32, shape), loss, null);
      default ->
          new Signature(
              classifier.inputs(), new FieldSpec(Signature.TARGET, FLOAT32, shape), loss, null);
    };
  }

  private static INDArray outputs(Network network, List<Integer> input) {
    long[] shape = Tensors.batchShape(1, input);
    return network.output(Nd4j.zeros(DataType.FLOAT, shape), false);
  }

  /** Frozen is what a frozen layer holds, and what only unsupervised pretraining moves. */
  private static Role role(
      String tensor, Map<String, NeuralNetConfiguration> layers, Set<String> frozen) {
    String layer = layer(tensor);
    NeuralNetConfiguration conf = layers.get(layer);
    String parameter = tensor.substring(layer.length() + 1);
    if (frozen.contains(layer) || (conf != null && conf.getLayer().isPretrainParam(parameter))) {
      return Role.FROZEN;
    }
    return InferenceMode.isStatistic(tensor) ? Role.STATE : Role.TRAINABLE;
  }

  private static String layer(String tensor) {
    return tensor.substring(0, tensor.lastIndexOf('_'));
  }

  private static Set<String> frozen(Definition definition) {
    return definition.layers().entrySet().stream()
        .filter(entry -> InferenceMode.isFrozen(entry.getValue().getLayer()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
