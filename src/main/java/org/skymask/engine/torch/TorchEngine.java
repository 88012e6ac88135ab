package org.skymask.engine.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.EngineException;
import org.skymask.engine.GradientEngine;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * A TorchScript pure function {@code logits = f(features, *tensors)} run by libtorch through DJL.
 *
 * <p>DJL runs without autograd when told {@code training = false}, so gradients are taken with
 * {@code true}: a pure function has no mode of its own, and it was traced in inference mode.
 */
public final class TorchEngine implements GradientEngine {
  static {
    // Natives come with the jar; nothing may be looked for on a network.
    System.setProperty("ai.djl.offline", "true");
    // Several tasks run side by side, and sums must not depend on a thread count.
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  private final Layout layout;
  private final NDManager manager;
  private final Model model;
  private final Block block;
  private final ParameterStore unused;
  private final NDArray[] tensors;

  private TorchEngine(Layout layout, NDManager manager, Model model) {
    this.layout = layout;
    this.manager = manager;
    this.model = model;
    this.block = model.getBlock();
    this.unused = new ParameterStore(manager, false);
    this.tensors = new NDArray[layout.tensors().size()];
    for (int i = 0; i < tensors.length; i++) {
      TensorSpec tensor = layout.tensors().get(i);
      tensors[i] = manager.zeros(shape(tensor));
      // Batch norm refuses a gradient on its running statistics.
      tensors[i].setRequiresGradient(tensor.trainable());
    }
  }

  /**
   * Loads the function and runs it once on zeros, so that a layout that does not fit fails here.
   *
   * @throws EngineException when the file is no TorchScript or does not fit the layout
   */
  public static TorchEngine open(Architecture architecture, Layout layout) {
    NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    Model model = Model.newInstance("architecture", Device.cpu(), "PyTorch");
    try {
      ((PtModel) model).load(new ByteArrayInputStream(architecture.content()), false);
      TorchEngine engine = new TorchEngine(layout, manager, model);
      engine.check(architecture.fileName());
      return engine;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      manager.close();
      throw e instanceof EngineException known
          ? known
          : new EngineException(
              architecture.fileName()
                  + " does not run as a TorchScript function of the features"
                  + " and the layout's "
                  + layout.tensors().size()
                  + " tensors: "
                  + firstLine(e),
              e);
    }
  }

  private void check(String fileName) {
    LabelledData zero =
        new LabelledData(new float[layout.featureCount()], new int[1], layout.featureCount());
    float[] logits = logits(zero, 0, 1);
    if (logits.length != layout.classes()) {
      throw new EngineException(
          fileName
              + " gives "
              + logits.length
              + " logits for an example, expected "
              + layout.classes()
              + " (classes in layout.json)");
    }
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void load(float[] values) {
    for (int i = 0; i < tensors.length; i++) {
      int start = layout.start(i);
      set(tensors[i], values, start, layout.tensors().get(i).size());
    }
  }

  @Override
  public float[] logits(LabelledData data, int from, int to) {
    noGraphOptimizer();
    try (NDManager sub = manager.newSubManager()) {
      return forward(sub, data, from, to, false).toFloatArray();
    }
  }

  @Override
  public double addGradient(LabelledData data, int from, int to, float[] gradient) {
    noGraphOptimizer();
    try (NDManager sub = manager.newSubManager();
        GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray logits = forward(sub, data, from, to, true);
      float[] values = logits.toFloatArray();
      double loss = CrossEntropy.toGradient(values, layout.classes(), data.labels(), from);
      // The gradient of Σ logits·C is that of the loss where C = ∂loss/∂logits.
      collector.backward(logits.mul(sub.create(values, logits.getShape())).sum());
      for (int i = 0; i < tensors.length; i++) {
        if (layout.tensors().get(i).trainable()) {
          add(tensors[i].getGradient(), gradient, layout.start(i));
        }
      }
      return loss;
    }
  }

  private NDArray forward(NDManager sub, LabelledData data, int from, int to, boolean gradients) {
    long[] batch =
        Stream.concat(Stream.of(to - from), layout.input().stream())
            .mapToLong(Integer::longValue)
            .toArray();
    NDArray features = sub.create(new Shape(batch));
    set(features, data.features(), from * data.featureCount(), (to - from) * data.featureCount());
    NDList inputs = new NDList(features);
    for (NDArray tensor : tensors) {
      inputs.add(tensor);
    }
    NDArray logits = block.forward(unused, inputs, gradients).singletonOrThrow();
    logits.attach(sub);
    return logits;
  }

  private static void set(NDArray array, float[] values, int from, int count) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values, from, count);
    array.set(bytes);
  }

  private static void add(NDArray array, float[] sum, int at) {
    FloatBuffer values = array.toByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int j = 0, count = values.remaining(); j < count; j++) {
      sum[at + j] += values.get(j);
    }
    array.close();
  }

  /** The profiling executor may rewrite the graph after some runs, which would change last bits. */
  private static void noGraphOptimizer() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  private static Shape shape(TensorSpec tensor) {
    return new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
  }

  private static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("?");
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
