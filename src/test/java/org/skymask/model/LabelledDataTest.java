package org.skymask.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class LabelledDataTest {
  private static final LabelledData TWO =
      new LabelledData(new float[] {1, -0f, 0.5f, 3}, new int[] {7, 0}, 2);

  @Test
  void theDigestIsOverEachExampleWithItsLabel() {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(1).putFloat(-0f).putInt(7).putFloat(0.5f).putFloat(3).putInt(0);
    assertThat(TWO.digest()).isEqualTo("sha256:" + ModelDigest.hex(bytes.array()));
  }

  @Test
  void orderAndLabelsCount() {
    assertThat(TWO.digest())
        .isNotEqualTo(new LabelledData(new float[] {0.5f, 3, 1, -0f}, new int[] {0, 7}, 2).digest())
        .isNotEqualTo(
            new LabelledData(new float[] {1, -0f, 0.5f, 3}, new int[] {0, 7}, 2).digest());
  }
}
