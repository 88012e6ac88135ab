package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.engine.Device;
import org.skymask.engine.EngineException;

class DeviceChoiceTest {
  private static Map<String, ResourceInformation> gpus(String... addresses) {
    return Map.of("gpu", new ResourceInformation("gpu", addresses));
  }

  @ParameterizedTest
  @CsvSource({"cpu,CPU", "gpu,GPU", "gpu-or-cpu,GPU_OR_CPU", "cpu-tensors,CPU_TENSORS"})
  void isNamedAsInTheConfiguration(String text, DeviceChoice choice) {
    assertThat(DeviceChoice.of(text)).isEqualTo(choice);
  }

  @Test
  void takesTheCardThatSparkGave() {
    assertThat(DeviceChoice.index(gpus("3"))).isEqualTo(3);
    assertThat(DeviceChoice.index(gpus("2", "0"))).isEqualTo(2);
  }

  @Test
  void saysWhatSparkHasToBeTold() {
    assertThatThrownBy(() -> DeviceChoice.index(Map.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("spark.task.resource.gpu.amount");
    assertThatThrownBy(() -> DeviceChoice.index(gpus("MIG-4c1d")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'MIG-4c1d', expected CUDA's number");
  }

  @Test
  void theProcessorIsNeverASilentChoice() {
    assertThat(DeviceChoice.CPU.ofTask()).isEqualTo(Device.CPU);
    assertThat(DeviceChoice.CPU_TENSORS.ofTask()).hasToString("cpu-tensors");
  }
}
