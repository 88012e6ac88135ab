package org.skymask.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How the outputs of a network lie: [examples, outputs], or of recurrent layers [examples, outputs,
 * steps] (NCW) and [examples, steps, outputs] (NWC). Everywhere else they are [examples, steps,
 * outputs].
 *
 * @param format of a sequence; null where there is none
 */
record OutputShape(@Nullable RNNFormat format) {
  private static final int SEQUENCE_RANK = 3;

  static OutputShape of(Layer last) {
    return new OutputShape(OutputLayers.format(last));
  }

  /** The same values with an example's steps before its outputs. */
  INDArray stepsFirst(INDArray outputs) {
    return format == RNNFormat.NCW && outputs.rank() == SEQUENCE_RANK
        ? outputs.permute(0, 2, 1)
        : outputs;
  }

  /**
   * The extents of an example: [outputs], or [steps, outputs].
   *
   * @param outputs as the network gives them
   */
  List<Integer> ofExample(INDArray outputs) {
    List<Integer> shape = new ArrayList<>(Tensors.shape(stepsFirst(outputs)));
    shape.remove(0);
    return shape;
  }

  /** The loss has the labels already; DL4J only insists that there are some, with as many steps. */
  INDArray unusedLabels(INDArray features, List<Integer> output) {
    long examples = features.size(0);
    if (format == null || output.size() < 2) {
      return Nd4j.zeros(DataType.FLOAT, examples, 1);
    }
    long[] shape = {examples, output.get(0), output.get(1)};
    if (format == RNNFormat.NCW) {
      shape = new long[] {examples, output.get(1), output.get(0)};
    }
    return Nd4j.zeros(DataType.FLOAT, shape);
  }
}
