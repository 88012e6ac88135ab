package org.skymask.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.engine.Device;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** The tensors of a model in libtorch, and their gradients. */
final class TorchTensors {
  /** Values that are copied at once. */
  private static final int PIECE = 1 << 14;

  /** The same, of two arrays at a time. */
  private static final int STEP = 1 << 12;

  private final Layout layout;
  private final NDArray[] tensors;

  /** The tensors' own memory; null on a card. */
  private final FloatBuffer @Nullable [] memory;

  TorchTensors(Layout layout, NDManager manager, Device device) {
    this.layout = layout;
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

  /** In layout order. */
  List<NDArray> arrays() {
    return List.of(tensors);
  }

  /**
   * Sets every tensor.
   *
   * @param values [layout.valueCount()] on the value axis
   */
  void load(float[] values) {
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

  /** Autograd adds to what the last call left. */
  void clearGradients() {
    for (int i = 0; i < tensors.length; i++) {
      if (layout.tensors().get(i).trainable()) {
        JniUtils.zeroGrad((PtNDArray) tensors[i]);
      }
    }
  }

  /**
   * Adds the gradients of the trainable tensors.
   *
   * @param sub what holds libtorch's gradients from here on
   * @param gradient [layout.parameterCount()], added to
   */
  void addGradients(NDManager sub, float[] gradient) {
    for (int i = 0; i < tensors.length; i++) {
      if (layout.tensors().get(i).trainable()) {
        NDArray part = tensors[i].getGradient();
        part.attach(sub);
        add(part, gradient, layout.start(i));
      }
    }
  }

  /**
   * Moves the trainable tensors against their gradients: value −= rate · gradient.
   *
   * @param sub what holds libtorch's gradients from here on
   */
  void descend(NDManager sub, float rate) {
    for (int i = 0; i < tensors.length; i++) {
      if (layout.tensors().get(i).trainable()) {
        NDArray gradient = tensors[i].getGradient();
        gradient.attach(sub);
        if (memory == null) {
          float[] moved = tensors[i].toFloatArray();
          descend(FloatBuffer.wrap(moved), values(gradient), rate);
          set(tensors[i], moved, 0, moved.length);
        } else {
          descend(memory[i].duplicate(), values(gradient), rate);
        }
      }
    }
  }

  /** In pieces, as {@link #add} takes them. */
  private static void descend(FloatBuffer values, FloatBuffer gradient, float rate) {
    float[] moved = new float[Math.min(values.remaining(), STEP)];
    float[] slope = new float[moved.length];
    while (values.hasRemaining()) {
      int length = Math.min(moved.length, values.remaining());
      int at = values.position();
      values.get(moved, 0, length);
      gradient.get(slope, 0, length);
      for (int j = 0; j < length; j++) {
        moved[j] -= rate * slope[j];
      }
      values.put(at, moved, 0, length);
    }
  }

  /** Copies the trainable tensors to their places on the value axis. */
  void read(float[] values) {
    for (int i = 0; i < tensors.length; i++) {
      TensorSpec tensor = layout.tensors().get(i);
      if (tensor.trainable()) {
        values(tensors[i]).get(values, layout.start(i), tensor.size());
      }
    }
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
}
