package org.skymask.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.skymask.engine.Inference;
import org.skymask.engine.OutputLoss;
import org.skymask.model.FieldValues;

/** How a TorchScript model's outputs become losses, and what goes back through it. */
interface TorchLoss extends AutoCloseable {

  /** The outputs, and the loss of each example. */
  Inference infer(NDManager manager, NDArray outputs, FieldValues targets);

  /**
   * Sends ∂(Σ loss)/∂outputs back through the graph that gave the outputs.
   *
   * @return Σ loss
   */
  double backward(NDManager manager, NDArray outputs, FieldValues targets);

  @Override
  void close();

  /** A loss that Java computes: its derivatives by the outputs go back. */
  static TorchLoss of(OutputLoss loss) {
    return new TorchLoss() {
      @Override
      public Inference infer(NDManager manager, NDArray outputs, FieldValues targets) {
        float[] values = outputs.toFloatArray();
        return new Inference(values, loss.losses(values, targets));
      }

      @Override
      public double backward(NDManager manager, NDArray outputs, FieldValues targets) {
        float[] values = outputs.toFloatArray();
        double sum = loss.toGradient(values, targets);
        NDArray seed = manager.create(values, outputs.getShape());
        JniUtils.backward((PtNDArray) outputs, (PtNDArray) seed, false, false);
        return sum;
      }

      @Override
      public void close() {}
    };
  }
}
