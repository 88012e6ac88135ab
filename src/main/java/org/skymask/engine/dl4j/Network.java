package org.skymask.engine.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the engine needs of DL4J's two kinds of networks, which share no interface for it. */
sealed interface Network {

  /** The parameter table: live views by name ({@code 0_W}), in DL4J's order. */
  Map<String, INDArray> tensors();

  /** Output of the last layer, [examples × classes], detached from workspaces. */
  INDArray output(INDArray features, boolean training);

  /** Gradients by the names of {@link #tensors()}: sums over the examples, no L1/L2 term. */
  Map<String, INDArray> gradient(INDArray features);

  /** Frees parameters and gradients. */
  void close();

  /** The loss has the labels already; DL4J only insists that there are some. */
  private static INDArray unusedLabels(INDArray features) {
    return Nd4j.zeros(DataType.FLOAT, features.size(0), 1);
  }

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
    public Map<String, INDArray> gradient(INDArray features) {
      network.setInput(features);
      network.setLabels(unusedLabels(features));
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
    public Map<String, INDArray> gradient(INDArray features) {
      network.setInputs(features);
      network.setLabels(unusedLabels(features));
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
