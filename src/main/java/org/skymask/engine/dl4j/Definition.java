package org.skymask.engine.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.skymask.engine.EngineException;
import org.skymask.engine.Failures;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;

/** A network that architecture.json defines: layers in a row, or a graph of them. */
sealed interface Definition permits LayerStack, LayerGraph {
  String VARIANCE = BatchNormalizationParamInitializer.GLOBAL_VAR;
  String LOG = BatchNormalizationParamInitializer.GLOBAL_LOG_STD;

  /**
   * Reads the file anew: what is returned may be changed.
   *
   * @throws EngineException when it is not the JSON of a classifier that the engine can run
   */
  static Definition read(Architecture architecture) {
    String file = architecture.fileName();
    String json = new String(architecture.content(), StandardCharsets.UTF_8);
    JsonNode root = parse(file, json);
    try {
      if (root.path("confs").size() > 0) {
        return complete(file, new LayerStack(json));
      }
      if (root.path("vertices").size() > 0) {
        return complete(file, new LayerGraph(file, json));
      }
    } catch (RuntimeException e) {
      throw Failures.of(file + " is not read by DL4J", e);
    }
    throw new EngineException(
        file
            + " has neither layers (confs) nor vertices, expected the JSON of a DL4J"
            + " MultiLayerConfiguration or ComputationGraphConfiguration");
  }

  private static Definition complete(String file, Definition definition) {
    definition
        .layers()
        .forEach(
            (name, conf) -> {
              if (conf.getLayer() == null) {
                throw new EngineException(
                    file + " has nothing for the layer " + name + ", expected a \"layer\"");
              }
            });
    return definition;
  }

  private static JsonNode parse(String file, String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw Failures.of(file + " is not JSON", e);
    }
  }

  /** The layers in order, by what stands before {@code _} in their tensors' names. */
  Map<String, NeuralNetConfiguration> layers();

  /** The layer with the loss; a layer of {@link #layers()}. */
  NeuralNetConfiguration output();

  /** Shape of an example, where the configuration tells it ({@link InputShape}). */
  Optional<List<Integer>> input();

  /** A new network with initial values drawn by the configuration's seed. */
  Network network();

  /** Draws the initial values by another seed. */
  void seed(long seed);

  /**
   * Lets the layout say whether a batch norm holds variances ({@code 1_var}) or {@code
   * 1_log10stdev}: DL4J's JSON is ambiguous, because its reader ignores {@code useLogStd} and goes
   * by a list that stays empty until a network has been built.
   */
  default Definition statistics(Layout layout) {
    layers()
        .forEach(
            (name, conf) -> {
              if (InferenceMode.thawed(conf.getLayer()) instanceof BatchNormalization norm
                  && layout.indexOf(name + "_" + (norm.isUseLogStd() ? VARIANCE : LOG)) >= 0) {
                norm.setUseLogStd(!norm.isUseLogStd());
                conf.clearVariables();
              }
            });
    return this;
  }

  /**
   * The loss of the last layer.
   *
   * @throws EngineException where the engines have no such loss
   */
  default LossFunction loss(String file) {
    return OutputLayers.loss(file, output().getLayer());
  }

  /** Makes the last layer linear, so that the network gives logits. */
  default Definition logits() {
    ((FeedForwardLayer) output().getLayer()).setActivationFn(new ActivationIdentity());
    return this;
  }

  /** {@link #logits} and {@link InferenceMode} in every layer, with this loss. */
  default Definition inference(LogitLoss loss) {
    layers().values().forEach(conf -> conf.setLayer(InferenceMode.of(conf.getLayer())));
    logits();
    OutputLayers.setLoss(output().getLayer(), loss);
    return this;
  }
}
