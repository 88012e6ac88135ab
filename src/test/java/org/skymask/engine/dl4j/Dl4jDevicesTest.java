package org.skymask.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.skymask.engine.Device;
import org.skymask.engine.EngineException;

class Dl4jDevicesTest {
  @Test
  void aBuildForProcessorsRefusesACard() {
    assertThatThrownBy(() -> Dl4jDevices.use(Device.cuda(0)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cuda:0")
        .hasMessageContaining("-Pcuda");
  }

  @Test
  void andComputesOnTheProcessor() {
    assertThatCode(() -> Dl4jDevices.use(Device.CPU)).doesNotThrowAnyException();
  }
}
