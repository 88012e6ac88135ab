package org.skymask.mask;

import java.lang.ref.Cleaner;
import org.skymask.engine.Device;
import org.skymask.engine.Engines;
import org.skymask.engine.MaskTensors;

/**
 * A block on a device. It stays there between epochs where the device has room for it, and is
 * copied again for each epoch otherwise.
 */
final class Placement {
  private static final Cleaner CLEANER = Cleaner.create();

  private final MaskTensors tensors;
  private final boolean stays;
  private final Cleaner.Cleanable memory;

  private Placement(MaskTensors tensors, boolean stays, Cleaner.Cleanable memory) {
    this.tensors = tensors;
    this.stays = stays;
    this.memory = memory;
  }

  /**
   * Copies a block to the device.
   *
   * @param owner with it goes the device's memory, should nobody have closed this
   * @param deltas [rows][length]
   * @param masks as exp(−logit), [rows][length]
   */
  static Placement of(
      Object owner, float[][] deltas, float[][] masks, Device device, DeviceMemory room) {
    long bytes = 2L * Float.BYTES * deltas.length * deltas[0].length;
    boolean stays = room.reserve(bytes);
    MaskTensors tensors;
    try {
      tensors = Engines.masks(deltas, masks, device);
    } catch (RuntimeException | Error e) {
      if (stays) {
        room.release(bytes);
      }
      throw e;
    }
    return new Placement(
        tensors,
        stays,
        CLEANER.register(
            owner,
            () -> {
              tensors.close();
              if (stays) {
                room.release(bytes);
              }
            }));
  }

  MaskTensors tensors() {
    return tensors;
  }

  boolean stays() {
    return stays;
  }

  void close() {
    memory.clean();
  }
}
