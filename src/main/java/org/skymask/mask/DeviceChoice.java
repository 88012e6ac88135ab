package org.skymask.mask;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;
import org.skymask.engine.Device;
import org.skymask.engine.Device.Kind;
import org.skymask.engine.EngineException;
import org.skymask.engine.Engines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what tasks compute on: the key {@code device}. */
public enum DeviceChoice {
  /** The processor. */
  CPU,
  /** The processor, with the code for cards. */
  CPU_TENSORS,
  /** The card that Spark gave the task; without one an error. */
  GPU,
  /** The same, but without a card the processor; each executor logs this. */
  GPU_OR_CPU;

  private static final Logger LOG = LoggerFactory.getLogger(DeviceChoice.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final String RESOURCE = "gpu";
  private static final String DRIVER = "driver";

  /** From the text of the configuration: the name in lower case, with hyphens. */
  public static DeviceChoice of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * The device of the calling task.
   *
   * @throws EngineException where a card is asked for and there is none that can be used
   */
  public Device ofTask() {
    return switch (this) {
      case CPU -> Device.CPU;
      case CPU_TENSORS -> new Device(Kind.CPU_TENSORS, 0);
      case GPU -> card(TaskContext.get());
      case GPU_OR_CPU -> cardOrProcessor();
    };
  }

  private static Device cardOrProcessor() {
    try {
      return card(TaskContext.get());
    } catch (EngineException e) {
      if (TOLD.compareAndSet(false, true)) {
        LOG.warn("device = gpu-or-cpu: computing on the CPU, because {}", e.getMessage());
      }
      return Device.CPU;
    }
  }

  private static Device card(@Nullable TaskContext task) {
    int index = index(task);
    int cards = Engines.cards();
    if (index >= cards) {
      throw new EngineException(
          "GPU "
              + index
              + " was asked for, but libtorch finds "
              + cards
              + " CUDA devices here: it must be a CUDA build (PYTORCH_LIBRARY_PATH) on a machine"
              + " with an NVIDIA driver");
    }
    return Device.cuda(index);
  }

  /** Spark knows no cards of an embedded driver, which uses the first. */
  private static int index(@Nullable TaskContext task) {
    if (task == null || SparkEnv.get().executorId().equals(DRIVER)) {
      return 0;
    }
    return index(task.resourcesJMap());
  }

  static int index(Map<String, ResourceInformation> resources) {
    ResourceInformation given = resources.get(RESOURCE);
    if (given == null || given.addresses().length == 0) {
      throw new EngineException(
          "Spark gave the task no GPU: set spark.executor.resource.gpu.amount,"
              + " spark.executor.resource.gpu.discoveryScript and spark.task.resource.gpu.amount");
    }
    String address = given.addresses()[0];
    try {
      return Integer.parseUnsignedInt(address);
    } catch (NumberFormatException e) {
      throw new EngineException(
          "Spark gave the task the GPU '"
              + address
              + "', expected CUDA's number of it: see spark.executor.resource.gpu.discoveryScript",
          e);
    }
  }
}
