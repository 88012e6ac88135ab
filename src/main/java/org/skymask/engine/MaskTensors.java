package org.skymask.engine;

/**
 * Deltas and masks of a block on a device, [rows][length] both, masks as E = exp(−logit)
 * (method.md#mask-training). The same mathematics as the mask kernel's on arrays, in float32; last
 * bits differ. One thread uses an instance at a time.
 */
public interface MaskTensors extends AutoCloseable {

  Device device();

  /**
   * The weighted mean under the present masks.
   *
   * @return Σ sᵢΔᵢ / Σ sᵢ, [length]
   */
  float[] mean();

  /**
   * One epoch: mᵢ ← mᵢ − clamp(rate · G ⊙ (Δᵢ − mean) ⊙ sᵢ(1−sᵢ)/Σs, −1, +1).
   *
   * @param gradient G = ∂loss/∂W; this block's part starts at {@code at}
   * @param rate η, the learning rate times the number of rows
   */
  void step(float[] gradient, int at, float rate);

  /** Keeps E within these, so that it neither overflows nor vanishes. */
  void bound(float smallest, float largest);

  /**
   * Copies the masks off the device.
   *
   * @param masks out, [rows][length]
   */
  void copyTo(float[][] masks);

  /** Gives the device's memory back. */
  @Override
  void close();
}
