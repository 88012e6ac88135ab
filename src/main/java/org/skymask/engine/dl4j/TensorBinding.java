package org.skymask.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.skymask.engine.EngineException;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * One tensor of the layout and its place in a network's parameter table.
 *
 * @param start where it stands on the value axis
 * @param parameter the network's view, often in column-major order
 * @param rowMajor scratch of the same shape in row-major order, kept so that a call allocates
 *     nothing outside the heap
 */
record TensorBinding(TensorSpec tensor, int start, INDArray parameter, INDArray rowMajor) {

  /**
   * All tensors of the layout, in its order.
   *
   * @throws EngineException when names, shapes or trainability do not fit
   */
  static List<TensorBinding> bind(String fileName, Layout layout, Map<String, INDArray> table) {
    Set<String> left = new LinkedHashSet<>(table.keySet());
    List<TensorBinding> bindings = new ArrayList<>();
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      INDArray parameter = table.get(tensor.name());
      if (parameter == null) {
        throw new EngineException(
            fileName
                + " has no tensor "
                + tensor.name()
                + " of layout.json, expected one of "
                + table.keySet());
      }
      check(fileName, tensor, parameter);
      left.remove(tensor.name());
      INDArray scratch = Nd4j.create(DataType.FLOAT, parameter.shape(), 'c');
      bindings.add(new TensorBinding(tensor, layout.start(i), parameter, scratch));
    }
    if (!left.isEmpty()) {
      throw new EngineException(
          fileName + " has the tensors " + left + ", expected only those of layout.json");
    }
    return List.copyOf(bindings);
  }

  private static void check(String fileName, TensorSpec tensor, INDArray parameter) {
    List<Integer> shape = Tensors.shape(parameter);
    if (!Tensors.squeezed(shape).equals(Tensors.squeezed(tensor.shape()))) {
      throw new EngineException(
          fileName
              + " has the tensor "
              + tensor.name()
              + " with the shape "
              + shape
              + ", expected "
              + tensor.shape()
              + " (layout.json)");
    }
    if (tensor.trainable() && InferenceMode.isStatistic(tensor.name())) {
      throw new EngineException(
          "layout.json has the tensor "
              + tensor.name()
              + " as trainable, expected false: it is a running statistic in "
              + fileName);
    }
  }

  void load(float[] values) {
    Tensors.write(rowMajor, values, start, tensor.size());
    parameter.assign(rowMajor);
  }

  void store(float[] values) {
    rowMajor.assign(parameter);
    buffer().get(values, start, tensor.size());
  }

  void addTo(float[] sum, INDArray gradient) {
    rowMajor.reshape('c', gradient.shape()).assign(gradient);
    FloatBuffer values = buffer();
    for (int j = 0; j < tensor.size(); j++) {
      sum[start + j] += values.get(j);
    }
  }

  private FloatBuffer buffer() {
    return rowMajor.data().asNioFloat();
  }
}
