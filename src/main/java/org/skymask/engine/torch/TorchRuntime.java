package org.skymask.engine.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.skymask.engine.Device;
import org.skymask.engine.Device.Kind;
import org.skymask.engine.EngineException;
import org.skymask.engine.Failures;

/** libtorch as this project runs it: from what the jar or the machine has, one thread a task. */
public final class TorchRuntime {
  static {
    // Natives come with the jar or from PYTORCH_LIBRARY_PATH; nothing is looked for on a network.
    System.setProperty("ai.djl.offline", "true");
    // Several tasks run side by side, and sums must not depend on a thread count.
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  /** Where the libtorch of the jar is not the one to be used; DJL's. */
  private static final String PATH = "PYTORCH_LIBRARY_PATH";

  private static @Nullable Engine engine;

  private TorchRuntime() {}

  /** Loads libtorch once. */
  private static synchronized Engine engine() {
    if (engine == null) {
      engine = load();
    }
    return engine;
  }

  private static Engine load() {
    try {
      return Engine.getEngine("PyTorch");
    } catch (ai.djl.engine.EngineException | LinkageError e) {
      String path = System.getenv(PATH);
      throw Failures.of(
          "the libtorch "
              + (path == null
                  ? "in the application's jar, which is unpacked into DJL_CACHE_DIR or else the home,"
                  : "of " + PATH + " (" + path + ")")
              + " cannot be loaded",
          e);
    }
  }

  /**
   * Cards that this process's libtorch can use: none where it was built without CUDA.
   *
   * @throws EngineException where there is no libtorch that can be loaded
   */
  public static int cards() {
    return engine().getGpuCount();
  }

  /** Bytes that the device has left. */
  public static long free(Device device) {
    return device.kind() == Kind.CUDA
        ? ai.djl.util.cuda.CudaUtils.getGpuMemory(of(device)).getMax()
            - ai.djl.util.cuda.CudaUtils.getGpuMemory(of(device)).getCommitted()
        : Runtime.getRuntime().maxMemory() / 4;
  }

  static NDManager manager(Device device) {
    return engine().newBaseManager(of(device));
  }

  static ai.djl.Device of(Device device) {
    return device.kind() == Kind.CUDA ? ai.djl.Device.gpu(device.index()) : ai.djl.Device.cpu();
  }

  /**
   * One thread, and the graph as it was traced. OpenMP's count belongs to the calling thread: what
   * was set as libtorch was loaded does not hold for a task's. The profiling executor may rewrite
   * the graph after some runs. Either would change last bits.
   */
  static void prepareThread() {
    engine();
    JniUtils.setNumThreads(1);
    JniUtils.setGraphExecutorOptimize(false);
  }

  static ByteBuffer buffer(float[] values, int from, int count) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values, from, count);
    return bytes;
  }
}
