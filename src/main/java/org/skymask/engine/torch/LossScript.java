package org.skymask.engine.torch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.skymask.engine.Device;
import org.skymask.engine.EngineException;
import org.skymask.engine.Inference;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Window;

/** A loss in TorchScript: {@code loss[examples] = g(outputs, target)} (loss.pt). */
final class LossScript implements TorchLoss {
  private final Model model;
  private final ParameterStore unused;
  private final FieldSpec target;

  private LossScript(Model model, ParameterStore unused, FieldSpec target) {
    this.model = model;
    this.unused = unused;
    this.target = target;
  }

  /**
   * @throws EngineException where the bytes are no TorchScript
   */
  static LossScript open(byte[] content, FieldSpec target, NDManager manager, Device device) {
    Model model = Model.newInstance("loss", TorchRuntime.of(device), "PyTorch");
    try {
      ((PtModel) model).load(new ByteArrayInputStream(content), device.kind() == Device.Kind.CUDA);
      return new LossScript(model, new ParameterStore(manager, false), target);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new EngineException(
          "loss.pt is not read as TorchScript: " + TorchMessages.reason(e), e);
    }
  }

  @Override
  public Inference infer(NDManager manager, NDArray outputs, FieldValues targets) {
    float[] values = forward(manager, outputs, targets).toFloatArray();
    double[] losses = new double[values.length];
    Arrays.setAll(losses, i -> values[i]);
    return new Inference(outputs.toFloatArray(), losses);
  }

  @Override
  public double backward(NDManager manager, NDArray outputs, FieldValues targets) {
    NDArray losses = forward(manager, outputs, targets);
    NDArray ones = manager.ones(losses.getShape());
    JniUtils.backward((PtNDArray) losses, (PtNDArray) ones, false, false);
    double sum = 0;
    for (float loss : losses.toFloatArray()) {
      sum += loss;
    }
    return sum;
  }

  private NDArray forward(NDManager manager, NDArray outputs, FieldValues targets) {
    NDArray wanted = TorchInputs.of(manager, target, new Window(targets, 0, targets.size()));
    NDArray losses;
    try {
      losses =
          model.getBlock().forward(unused, new NDList(outputs, wanted), true).singletonOrThrow();
    } catch (RuntimeException e) {
      throw new EngineException(
          "loss.pt does not run on outputs of the shape "
              + Arrays.toString(outputs.getShape().getShape())
              + " and the target "
              + target.described()
              + ": "
              + TorchMessages.reason(e),
          e);
    }
    losses.attach(manager);
    Shape expected = new Shape(targets.size());
    if (!losses.getShape().equals(expected) || losses.getDataType() != DataType.FLOAT32) {
      throw new EngineException(
          "loss.pt gives "
              + losses.getDataType().name().toLowerCase(Locale.ROOT)
              + " "
              + Arrays.toString(losses.getShape().getShape())
              + " for "
              + targets.size()
              + " examples, expected float32 ["
              + targets.size()
              + "]: a loss for each example");
    }
    return losses;
  }

  @Override
  public void close() {
    model.close();
  }
}
