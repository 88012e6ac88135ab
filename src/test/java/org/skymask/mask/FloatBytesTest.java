package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class FloatBytesTest {
  private static final float[] VALUES = {
    0f, -0f, 1.5f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, 3.4e-39f
  };

  @Test
  void bytesAreLittleEndian() {
    assertThat(FloatBytes.of(new float[] {1f, -2f}))
        .containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
    assertThat(FloatBytes.of(new float[0])).isEmpty();
  }

  @Test
  void valuesComeBackToTheBit() {
    float[] back = FloatBytes.values(FloatBytes.of(VALUES));
    assertThat(back).hasSameSizeAs(VALUES);
    for (int j = 0; j < VALUES.length; j++) {
      assertThat(Float.floatToRawIntBits(back[j])).isEqualTo(Float.floatToRawIntBits(VALUES[j]));
    }
  }

  @Test
  void partsTravelWhole() throws Exception {
    Part part = travelled(new Part(7, VALUES));
    assertThat(part.start()).isEqualTo(7);
    assertThat(part.values()).containsExactly(VALUES);
  }

  @Test
  void blocksTravelWithTheirDeltasAndWithoutMasks() throws Exception {
    UpdateBlock block = new UpdateBlock(5, true, new float[][] {VALUES, VALUES.clone()});
    block.advance(0, epoch -> VALUES, 1);
    UpdateBlock there = travelled(block);
    assertThat(there.start()).isEqualTo(5);
    assertThat(there.isTrainable()).isTrue();
    assertThat(there.deltas()).isDeepEqualTo(block.deltas());
    assertThat(there.masks()[0]).containsOnly(0f);
  }

  @SuppressWarnings("unchecked")
  private static <T> T travelled(T value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
