package org.skymask.engine.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the engine needs of DL4J's two kinds of networks, which share no interface for it. */
sealed interface Network {

  /** The parameter table: live views by name ({@code 0_W}), in DL4J's order. */
  Map<String, INDArray> tensors();

  /** Output of the last layer in its own shape, detached from workspaces. */
  INDArray output(INDArray features, boolean training);

  /**
   * Gradients by the names of {@link #tensors()}: sums over the examples, no L1/L2 term.
   *
   * @param labels of the shape that the last layer wants; not read
   */
  Map<String, INDArray> gradient(INDArray features, INDArray labels);

  /** Frees parameters and gradients. */
  void close();

  /** A {@code MultiLayerConfiguration}'s. */
  record Stack(MultiLayerNetwork network) implements Network {
    @Override
    public Map<String, INDArray> tensors() {
      return network.paramTable();
    }

    @Override
    public INDArray output(INDArray features, boolean training) {
      return network.output(features, training);
    }

    @Override
    public Map<String, INDArray> gradient(INDArray features, INDArray labels) {
      network.setInput(features);
      network.setLabels(labels);
      network.computeGradientAndScore();
      return network.gradient().gradientForVariable();
    }

    @Override
    public void close() {
      Tensors.free(network.params());
      Tensors.free(network.getFlattenedGradients());
    }
  }

  /** A {@code ComputationGraphConfiguration}'s, with one input and one output. */
  record Graph(ComputationGraph network) implements Network {
    @Override
    public Map<String, INDArray> tensors() {
      return network.paramTable();
    }

    @Override
    public INDArray output(INDArray features, boolean training) {
      return network.output(training, features)[0];
    }

    @Override
    public Map<String, INDArray> gradient(INDArray features, INDArray labels) {
      network.setInputs(features);
      network.setLabels(labels);
      network.computeGradientAndScore();
      return network.gradient().gradientForVariable();
    }

    @Override
    public void close() {
      Tensors.free(network.params());
      Tensors.free(network.getFlattenedGradients());
    }
  }
}
