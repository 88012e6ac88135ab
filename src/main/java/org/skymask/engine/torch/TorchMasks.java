package org.skymask.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.skymask.engine.Device;
import org.skymask.engine.MaskTensors;

/** {@link MaskTensors} by libtorch: a dozen operations a step, whatever the number of rows. */
public final class TorchMasks implements MaskTensors {
  private static final int[] ROWS = {0};

  private final Device device;
  private final NDManager manager;
  private final int length;
  private final NDArray deltas;
  private NDArray masks;

  /**
   * Copies a block to the device.
   *
   * @param deltas Δ, [rows][length]
   * @param masks E, [rows][length]
   */
  public TorchMasks(float[][] deltas, float[][] masks, Device device) {
    TorchRuntime.prepareThread();
    this.device = device;
    this.manager = TorchRuntime.manager(device);
    this.length = deltas[0].length;
    try {
      this.deltas = matrix(deltas);
      this.masks = matrix(masks);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Row by row: a buffer holds 2 GiB at most, and a block may be larger. */
  private NDArray matrix(float[][] rows) {
    NDArray matrix = manager.create(new Shape(rows.length, length));
    try (NDManager sub = manager.newSubManager()) {
      for (int i = 0; i < rows.length; i++) {
        matrix.set(new NDIndex("{}", i), vector(sub, rows[i], 0));
      }
    }
    return matrix;
  }

  private NDArray vector(NDManager sub, float[] values, int from) {
    ByteBuffer bytes = TorchRuntime.buffer(values, from, length);
    NDArray vector = sub.create(new Shape(length));
    vector.set(bytes);
    return vector;
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public float[] mean() {
    TorchRuntime.prepareThread();
    try (NDManager sub = manager.newSubManager()) {
      sub.tempAttachAll(deltas, masks);
      NDArray s = soft();
      return s.mul(deltas).sum(ROWS).divi(s.sum(ROWS)).toFloatArray();
    }
  }

  @Override
  public void step(float[] gradient, int at, float rate) {
    TorchRuntime.prepareThread();
    try (NDManager sub = manager.newSubManager()) {
      sub.tempAttachAll(deltas, masks);
      NDArray s = soft();
      NDArray total = s.sum(ROWS);
      NDArray slope = deltas.sub(s.mul(deltas).sum(ROWS).divi(total));
      // 1 − s = E·s, which stays exact where s is nearly 1.
      slope.muli(s.mul(masks)).muli(s);
      slope.muli(vector(sub, gradient, at).muli(rate).divi(total));
      masks.muli(slope.clip(-1f, 1f).exp());
    }
  }

  /** s = 1/(1 + E). */
  private NDArray soft() {
    return masks.add(1).pow(-1);
  }

  @Override
  public void bound(float smallest, float largest) {
    NDArray before = masks;
    masks = before.clip(smallest, largest);
    before.close();
  }

  @Override
  public void copyTo(float[][] rows) {
    try (NDManager sub = manager.newSubManager()) {
      sub.tempAttachAll(masks);
      for (int i = 0; i < rows.length; i++) {
        float[] row = masks.get(i).toFloatArray();
        System.arraycopy(row, 0, rows[i], 0, length);
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
