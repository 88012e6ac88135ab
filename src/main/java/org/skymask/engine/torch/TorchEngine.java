package org.skymask.engine.torch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.skymask.engine.DescentEngine;
import org.skymask.engine.Device;
import org.skymask.engine.EngineException;
import org.skymask.engine.Inference;
import org.skymask.engine.OutputLoss;
import org.skymask.model.Architecture;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;

/**
 * A TorchScript pure function {@code outputs = f(inputs, *tensors)} run by libtorch through DJL.
 *
 * <p>DJL runs without autograd when told {@code training = false}, so gradients are taken with
 * {@code true}: a pure function has no mode of its own, and it was traced in inference mode.
 */
public final class TorchEngine implements DescentEngine {
  private final Layout layout;
  private final NDManager manager;
  private final Model model;
  private final Block block;
  private final ParameterStore unused;
  private final TorchLoss loss;
  private final TorchTensors tensors;
  private final MemoryOrder order;

  private TorchEngine(
      Layout layout,
      NDManager manager,
      Model model,
      TorchLoss loss,
      Device device,
      MemoryOrder order) {
    this.layout = layout;
    this.order = order;
    this.loss = loss;
    this.manager = manager;
    this.model = model;
    this.block = model.getBlock();
    this.unused = new ParameterStore(manager, false);
    this.tensors = new TorchTensors(layout, manager, device);
  }

  /**
   * Loads the function and runs it once on zeros, so that a layout that does not fit fails here.
   * Images get the order in memory that the function runs fastest with.
   *
   * @throws EngineException when the file is no TorchScript or does not fit the layout
   */
  public static TorchEngine open(Architecture architecture, Layout layout, Device device) {
    if (MemoryOrder.CHANNELS_LAST.fits(layout.signature(), device)) {
      try {
        return open(architecture, layout, device, MemoryOrder.CHANNELS_LAST);
      } catch (EngineException refused) {
        // What else is wrong with the function is found with the plain order, too.
      }
    }
    return open(architecture, layout, device, MemoryOrder.PLAIN);
  }

  /** As above, in this order. */
  static TorchEngine open(
      Architecture architecture, Layout layout, Device device, MemoryOrder order) {
    NDManager manager = TorchRuntime.manager(device);
    Model model = Model.newInstance("architecture", TorchRuntime.of(device), "PyTorch");
    try {
      // Constants of the function go to the card with it.
      ((PtModel) model)
          .load(
              new ByteArrayInputStream(architecture.content()), device.kind() == Device.Kind.CUDA);
      TorchLoss loss = loss(architecture, layout.signature(), manager, device);
      TorchEngine engine = new TorchEngine(layout, manager, model, loss, device, order);
      engine.check(architecture.fileName());
      return engine;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      manager.close();
      throw e instanceof EngineException known
          ? known
          : new EngineException(
              architecture.fileName()
                  + " does not run as a TorchScript function of "
                  + TorchShapes.described(layout.signature())
                  + " and the layout's "
                  + layout.tensors().size()
                  + " tensors: "
                  + TorchMessages.reason(e),
              e);
    }
  }

  private static TorchLoss loss(
      Architecture architecture, Signature signature, NDManager manager, Device device) {
    if (signature.loss() != LossFunction.FUNCTION) {
      return TorchLoss.of(OutputLoss.of(signature));
    }
    byte[] content = architecture.loss();
    if (content == null) {
      throw new EngineException(
          "layout.json has the loss function, and there is no loss.pt beside it");
    }
    return LossScript.open(content, signature.target(), manager, device);
  }

  /** Two examples: a function that was traced for one batch size alone fails here. */
  private void check(String fileName) {
    Signature signature = layout.signature();
    FieldData zeros =
        new FieldData(
            signature.inputs().stream().map(input -> FieldValues.zeros(input, 2)).toList(),
            FieldValues.zeros(signature.target(), 2));
    try (NDManager sub = manager.newSubManager()) {
      NDArray outputs = forward(sub, zeros, 0, 2);
      if (signature.loss() == LossFunction.FUNCTION) {
        loss.infer(sub, outputs, zeros.target());
      } else {
        TorchShapes.requireOutputs(fileName, outputs.getShape().getShape(), signature);
      }
    }
    add(zeros, 0, 1, new float[layout.parameterCount()]);
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void load(float[] values) {
    tensors.load(values);
  }

  @Override
  public float[] outputs(ModelData data, int from, int to) {
    return run((sub, outputs) -> outputs.toFloatArray(), data, from, to);
  }

  @Override
  public Inference infer(ModelData data, int from, int to) {
    return run((sub, outputs) -> loss.infer(sub, outputs, data.target(from, to)), data, from, to);
  }

  private <T> T run(BiFunction<NDManager, NDArray, T> work, ModelData data, int from, int to) {
    TorchRuntime.prepareThread();
    JniUtils.setGradMode(false);
    try (NDManager sub = manager.newSubManager()) {
      return work.apply(sub, forward(sub, data, from, to));
    } catch (RuntimeException e) {
      throw explained(data, from, to, e);
    }
  }

  @Override
  public double addGradient(ModelData data, int from, int to, float[] gradient) {
    try {
      return add(data, from, to, gradient);
    } catch (RuntimeException e) {
      throw explained(data, from, to, e);
    }
  }

  @Override
  public void step(ModelData data, int from, int to, float rate) {
    try {
      backward(data, from, to, sub -> tensors.descend(sub, rate));
    } catch (RuntimeException e) {
      throw explained(data, from, to, e);
    }
  }

  @Override
  public void read(float[] values) {
    tensors.read(values);
  }

  private double add(ModelData data, int from, int to, float[] gradient) {
    return backward(data, from, to, sub -> tensors.addGradients(sub, gradient));
  }

  /**
   * @param taken takes the gradients, which the manager holds
   * @return Σ loss
   */
  private double backward(ModelData data, int from, int to, Consumer<NDManager> taken) {
    TorchRuntime.prepareThread();
    // DJL's GradientCollector serves one thread of a process at a time; autograd itself has no such
    // limit, its switch belongs to the thread.
    JniUtils.setGradMode(true);
    try (NDManager sub = manager.newSubManager()) {
      NDArray outputs = forward(sub, data, from, to);
      tensors.clearGradients();
      double sum = loss.backward(sub, outputs, data.target(from, to));
      taken.accept(sub);
      return sum;
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  private NDArray forward(NDManager sub, ModelData data, int from, int to) {
    List<FieldSpec> fields = layout.signature().inputs();
    NDList inputs = new NDList();
    for (int i = 0; i < fields.size(); i++) {
      inputs.add(order.of(TorchInputs.of(sub, fields.get(i), data.input(i, from, to))));
    }
    inputs.addAll(tensors.arrays());
    // A pure function has no mode of its own; DJL's other way of calling it makes libtorch warn.
    NDArray outputs = block.forward(unused, inputs, true).singletonOrThrow();
    outputs.attach(sub);
    return outputs;
  }

  /** What to say of examples that the model cannot take: the first of them, and its integers. */
  private EngineException explained(ModelData data, int from, int to, RuntimeException e) {
    if (e instanceof EngineException known) {
      return known;
    }
    JniUtils.setGradMode(false);
    for (int i = from; i < to; i++) {
      try (NDManager sub = manager.newSubManager()) {
        forward(sub, data, i, i + 1);
      } catch (RuntimeException alone) {
        return new EngineException(
            "the model does not run on example "
                + i
                + TorchInputs.integers(layout.signature(), data, i)
                + ": "
                + TorchMessages.reason(alone),
            alone);
      }
    }
    return new EngineException("the model does not run: " + TorchMessages.reason(e), e);
  }

  @Override
  public void close() {
    loss.close();
    model.close();
    manager.close();
  }
}
