package org.skymask.engine;

import org.skymask.engine.dl4j.Dl4jEngine;
import org.skymask.engine.torch.TorchEngine;
import org.skymask.engine.torch.TorchMasks;
import org.skymask.engine.torch.TorchRuntime;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;

/** Opens the engine that reads an architecture. */
public final class Engines {
  private Engines() {}

  /** The engine that the file's extension names, on the processor. */
  public static GradientEngine open(Architecture architecture, Layout layout) {
    return open(architecture, layout, Device.CPU);
  }

  /**
   * The engine that the file's extension names.
   *
   * @throws EngineException when no engine reads the file, or the architecture does not fit the
   *     layout, or the engine cannot compute on the device
   */
  public static GradientEngine open(Architecture architecture, Layout layout, Device device) {
    String name = architecture.fileName();
    if (name.endsWith(".pt")) {
      return TorchEngine.open(architecture, layout, device);
    }
    if (name.endsWith(".json")) {
      return Dl4jEngine.open(architecture, layout, device);
    }
    throw new EngineException(
        "no engine reads "
            + name
            + ": expected architecture.pt (TorchScript) or architecture.json (DL4J)");
  }

  /**
   * Copies a block of deltas and masks to a device.
   *
   * @param deltas [rows][length]
   * @param masks as exp(−logit), [rows][length]
   */
  public static MaskTensors masks(float[][] deltas, float[][] masks, Device device) {
    return new TorchMasks(deltas, masks, device);
  }

  /** Cards that masks and TorchScript can be computed on in this process. */
  public static int cards() {
    return TorchRuntime.cards();
  }

  /** Bytes that a device has left for blocks. */
  public static long free(Device device) {
    return TorchRuntime.free(device);
  }
}
