package org.skymask.engine.torch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.Device;
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
  private static final int LONGEST_REASON = 200;

  /** Dimensions of an example that is an image: channels, height, width. */
  private static final int IMAGE = 3;

  /** Values that are copied at once. */
  private static final int PIECE = 1 << 14;

  private final Layout layout;
  private final NDManager manager;
  private final Model model;
  private final Block block;
  private final ParameterStore unused;
  private final NDArray[] tensors;

  /** The tensors' own memory; null on a card. */
  private final FloatBuffer @Nullable [] memory;

  private boolean channelsLast;

  private TorchEngine(Layout layout, NDManager manager, Model model, Device device) {
    this.layout = layout;
    this.manager = manager;
    this.model = model;
    this.block = model.getBlock();
    this.unused = new ParameterStore(manager, false);
    this.tensors = new NDArray[layout.tensors().size()];
    this.memory = device.kind() == Device.Kind.CUDA ? null : new FloatBuffer[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      TensorSpec tensor = layout.tensors().get(i);
      tensors[i] = manager.zeros(shape(tensor));
      if (memory != null) {
        memory[i] = values(tensors[i]);
      }
      // Batch norm refuses a gradient on its running statistics.
      tensors[i].setRequiresGradient(tensor.trainable());
    }
  }

  /**
   * Loads the function and runs it once on zeros, so that a layout that does not fit fails here.
   *
   * @throws EngineException when the file is no TorchScript or does not fit the layout
   */
  public static TorchEngine open(Architecture architecture, Layout layout, Device device) {
    NDManager manager = TorchRuntime.manager(device);
    Model model = Model.newInstance("architecture", TorchRuntime.of(device), "PyTorch");
    try {
      // Constants of the function go to the card with it.
      ((PtModel) model)
          .load(
              new ByteArrayInputStream(architecture.content()), device.kind() == Device.Kind.CUDA);
      TorchEngine engine = new TorchEngine(layout, manager, model, device);
      engine.choose(architecture.fileName(), device);
      return engine;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      manager.close();
      throw e instanceof EngineException known
          ? known
          : new EngineException(
              architecture.fileName()
                  + " does not run as a TorchScript function of features [examples, "
                  + layout.input()
                  + "] and the layout's "
                  + layout.tensors().size()
                  + " tensors: "
                  + reason(e),
              e);
    }
  }

  /**
   * Images lie with their channels last where the function takes them so, which is a matter of
   * memory alone: oneDNN then computes on them as they are, and does not bring each layer's input
   * into an order of its own and back; and with one channel as with many, max pooling is
   * vectorised, which it otherwise is not. A function that views its tensors as they were when it
   * was traced refuses, and gets them as before.
   */
  private void choose(String fileName, Device device) {
    boolean images = layout.input().size() == IMAGE;
    if (images && device.kind() != Device.Kind.CUDA) {
      channelsLast = true;
      try {
        check(fileName);
        return;
      } catch (RuntimeException e) {
        channelsLast = false;
      }
    }
    check(fileName);
  }

  /** Two examples: a function that was traced for one batch size alone fails here. */
  private void check(String fileName) {
    LabelledData zeros =
        new LabelledData(new float[2 * layout.featureCount()], new int[2], layout.featureCount());
    try (NDManager sub = manager.newSubManager()) {
      Shape shape = forward(sub, zeros, 0, 2).getShape();
      if (!shape.equals(new Shape(2, layout.classes()))) {
        throw new EngineException(
            fileName
                + " gives logits of the shape "
                + Arrays.toString(shape.getShape())
                + " for 2 examples, expected [2, "
                + layout.classes()
                + "] (classes in layout.json)");
      }
    }
    addGradient(zeros, 0, 1, new float[layout.parameterCount()]);
  }

  /** Whether images lie with their channels last. */
  boolean isChannelsLast() {
    return channelsLast;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void load(float[] values) {
    for (int i = 0; i < tensors.length; i++) {
      int start = layout.start(i);
      int size = layout.tensors().get(i).size();
      if (memory == null) {
        set(tensors[i], values, start, size);
      } else {
        memory[i].put(0, values, start, size);
      }
    }
  }

  @Override
  public float[] logits(LabelledData data, int from, int to) {
    TorchRuntime.prepareThread();
    JniUtils.setGradMode(false);
    try (NDManager sub = manager.newSubManager()) {
      return forward(sub, data, from, to).toFloatArray();
    }
  }

  @Override
  public double addGradient(LabelledData data, int from, int to, float[] gradient) {
    TorchRuntime.prepareThread();
    // DJL's GradientCollector serves one thread of a process at a time; autograd itself has no such
    // limit, its switch belongs to the thread.
    JniUtils.setGradMode(true);
    try (NDManager sub = manager.newSubManager()) {
      NDArray logits = forward(sub, data, from, to);
      float[] values = logits.toFloatArray();
      double loss = CrossEntropy.toGradient(values, layout.classes(), data.labels(), from);
      clearGradients();
      NDArray seed = sub.create(values, logits.getShape());
      JniUtils.backward((PtNDArray) logits, (PtNDArray) seed, false, false);
      for (int i = 0; i < tensors.length; i++) {
        if (layout.tensors().get(i).trainable()) {
          NDArray part = tensors[i].getGradient();
          part.attach(sub);
          add(part, gradient, layout.start(i));
        }
      }
      return loss;
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  /** Autograd adds to what the last call left. */
  private void clearGradients() {
    for (int i = 0; i < tensors.length; i++) {
      if (layout.tensors().get(i).trainable()) {
        JniUtils.zeroGrad((PtNDArray) tensors[i]);
      }
    }
  }

  private NDArray forward(NDManager sub, LabelledData data, int from, int to) {
    long[] batch =
        Stream.concat(Stream.of(to - from), layout.input().stream())
            .mapToLong(Integer::longValue)
            .toArray();
    NDArray features = sub.create(new Shape(batch));
    set(features, data.features(), from * data.featureCount(), (to - from) * data.featureCount());
    NDList inputs = new NDList(channelsLast ? reordered(features) : features);
    for (NDArray tensor : tensors) {
      inputs.add(tensor);
    }
    // A pure function has no mode of its own; DJL's other way of calling it makes libtorch warn.
    NDArray logits = block.forward(unused, inputs, true).singletonOrThrow();
    logits.attach(sub);
    return logits;
  }

  /**
   * The same [examples, channels, height, width], in memory as [examples, height, width, channels].
   */
  private static NDArray reordered(NDArray features) {
    NDArray last = features.transpose(0, 2, 3, 1).reshape(-1);
    long[] shape = features.getShape().getShape();
    return last.reshape(shape[0], shape[2], shape[3], shape[1]).transpose(0, 3, 1, 2);
  }

  /** A tensor's values where libtorch has them, as long as it has them; of a card's, a copy. */
  private static FloatBuffer values(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static void set(NDArray array, float[] values, int from, int count) {
    array.set(TorchRuntime.buffer(values, from, count));
  }

  /**
   * Adds a tensor's values. Read where they are: DJL's copy is a Java array of the tensor's size,
   * and where there is no room for it native code brings the JVM down. Copied in pieces, because
   * one by one a small model's batch took as long as its backward pass.
   */
  private static void add(NDArray array, float[] sum, int at) {
    FloatBuffer buffer = values(array);
    float[] piece = new float[Math.min(buffer.remaining(), PIECE)];
    int next = at;
    while (buffer.hasRemaining()) {
      int length = Math.min(piece.length, buffer.remaining());
      buffer.get(piece, 0, length);
      for (int j = 0; j < length; j++) {
        sum[next + j] += piece[j];
      }
      next += length;
    }
  }

  private static Shape shape(TensorSpec tensor) {
    return new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
  }

  /** The line that says what is wrong: TorchScript puts its own trace before it. */
  private static String reason(Throwable e) {
    List<String> lines =
        String.valueOf(e.getMessage())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    String line =
        lines.stream()
            .filter(candidate -> candidate.contains("Error: "))
            .findFirst()
            .orElse(lines.isEmpty() ? e.getClass().getSimpleName() : lines.get(0));
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
