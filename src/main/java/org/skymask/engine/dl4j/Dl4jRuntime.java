package org.skymask.engine.dl4j;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's native library as this project runs it: one thread an engine, convolutions by oneDNN. */
final class Dl4jRuntime {
  static {
    // DL4J's layers come with their oneDNN helpers switched off.
    System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(1);
    environment.setMaxMasterThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
  }

  private Dl4jRuntime() {}

  /**
   * Makes the calling thread compute alone: OpenMP keeps its thread count for each thread, so this
   * stands before every use of the library. Sums then never depend on a number of cores.
   */
  static void oneThread() {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }
}
