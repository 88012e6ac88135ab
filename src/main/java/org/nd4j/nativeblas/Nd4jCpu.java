package org.nd4j.nativeblas;

/**
 * Where DL4J 1.0.0-M2.1 asks, by reflection on this very name, whether oneDNN may be used.
 *
 * <p>ND4J moved its class to {@code org.nd4j.linalg.cpu.nativecpu.bindings} and DL4J did not
 * follow: without this class its layers fall back on slow code and say nothing.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** Answers for {@link org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment}. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Whether the native library was built with oneDNN and allows it. */
    public boolean isUseMKLDNN() {
      return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance().isUseONEDNN();
    }
  }
}
