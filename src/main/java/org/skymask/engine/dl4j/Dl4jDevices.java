package org.skymask.engine.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.skymask.engine.Device;
import org.skymask.engine.Device.Kind;
import org.skymask.engine.EngineException;

/**
 * ND4J computes on one kind of device in a process, the one that its backend on the class path was
 * made for. What it would do on its own, falling back to the processor or taking a card nobody gave
 * it, is refused here.
 */
final class Dl4jDevices {
  private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private Dl4jDevices() {}

  /**
   * Has the calling thread compute on this device.
   *
   * @throws EngineException where this build or this card cannot
   */
  static void use(Device device) {
    boolean cuda = cudaBuild();
    if (device.kind() == Kind.CUDA) {
      if (!cuda) {
        throw new EngineException(
            "architecture.json cannot run on "
                + device
                + ": this build's ND4J computes on CPUs only: build with -Pcuda, or device ="
                + " cpu");
      }
      // Before ND4J is loaded: on a card that it has no code for it would end the process.
      CudaCards.read().require(device.index());
    }
    boolean loaded = Nd4j.getBackend().getClass().getName().equals(CUDA_BACKEND);
    if (loaded != (device.kind() == Kind.CUDA)) {
      throw new EngineException(
          "architecture.json should run on "
              + device
              + ", but ND4J chose "
              + Nd4j.getBackend().getClass().getSimpleName()
              + ": with -Pcuda the environment variable BACKEND_PRIORITY_CPU=1000 makes it take the"
              + " CPU");
    }
    if (loaded) {
      Nd4j.getAffinityManager().unsafeSetDevice(device.index());
    }
  }

  private static boolean cudaBuild() {
    try {
      Class.forName(CUDA_BACKEND, false, Dl4jDevices.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
