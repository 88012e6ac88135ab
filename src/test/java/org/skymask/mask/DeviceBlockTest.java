package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.engine.Device;
import org.skymask.engine.Device.Kind;
import org.skymask.engine.Engines;
import org.skymask.engine.MaskTensors;
import org.skymask.kernel.MaskKernel;

/** Blocks on a device, by the code that serves cards, against the kernel on the processor. */
class DeviceBlockTest {
  private static final Device DEVICE = new Device(Kind.CPU_TENSORS, 0);
  private static final long PLENTY = 1 << 30;
  private static final int START = 3;
  private static final float RATE = 1e3f;

  private final Random random = new Random(5);

  private float[][] normal(int rows, int length, double deviation) {
    float[][] values = new float[rows][length];
    for (float[] row : values) {
      for (int j = 0; j < length; j++) {
        row[j] = (float) (deviation * random.nextGaussian());
      }
    }
    return values;
  }

  private static UpdateBlock block(float[][] deltas) {
    return new UpdateBlock(START, true, deltas);
  }

  private static void same(UpdateBlock block, float[] mean, UpdateBlock other, float[] expected) {
    assertThat(mean).containsExactly(expected, within(1e-5f));
    for (int i = 0; i < other.masks().length; i++) {
      for (int j = 0; j < expected.length; j++) {
        assertThat(MaskKernel.logit(block.masks()[i][j]))
            .isCloseTo(MaskKernel.logit(other.masks()[i][j]), within(1e-3f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,4", "2,1,5", "3,17,20", "5,300,8", "101,65,3", "4,9,80"})
  void isTheKernelsUpToRounding(int rows, int length, int epochs) {
    float[][] deltas = normal(rows, length, 0.05);
    IntFunction<float[]> gradients = gradients(epochs, length);
    UpdateBlock here = block(deltas);
    UpdateBlock there = block(deltas);
    DeviceMemory room = new DeviceMemory(PLENTY);
    for (int epoch = 0; epoch <= epochs; epoch++) {
      float[] expected = here.advance(epoch, gradients, RATE);
      float[] mean = there.advance(epoch, gradients, RATE, DEVICE, room);
      assertThat(mean).containsExactly(expected, within(1e-5f));
    }
    same(
        there,
        there.advance(epochs, gradients, RATE, DEVICE, room),
        here,
        here.advance(epochs, gradients, RATE));
  }

  private IntFunction<float[]> gradients(int epochs, int length) {
    float[][] gradients = normal(epochs, START + length, 0.1);
    return epoch -> gradients[epoch];
  }

  @Test
  void masksAreKeptInBounds() {
    float[][] masks = {{1e-35f, 1, 3e38f}, {1e-30f, 2, 1e30f}};
    try (MaskTensors tensors = Engines.masks(normal(2, 3, 1), masks, DEVICE)) {
      tensors.bound(MaskKernel.SMALLEST, MaskKernel.LARGEST);
      tensors.copyTo(masks);
    }
    assertThat(masks).isDeepEqualTo(new float[][] {{1e-30f, 1, 1e30f}, {1e-30f, 2, 1e30f}});
  }

  @Test
  void staysWhereThereIsRoomAndLeavesWithItsMasks() {
    float[][] deltas = normal(5, 40, 0.05);
    long bytes = 2L * Float.BYTES * 5 * 40;
    IntFunction<float[]> gradients = gradients(6, 40);
    DeviceMemory room = new DeviceMemory(bytes);
    UpdateBlock there = block(deltas);
    there.advance(3, gradients, RATE, DEVICE, room);
    assertThat(room.reserve(1)).isFalse();

    UpdateBlock second = block(deltas);
    UpdateBlock here = block(deltas);
    same(
        second,
        second.advance(6, gradients, RATE, DEVICE, room),
        here,
        here.advance(6, gradients, RATE));

    there.masks();
    assertThat(room.reserve(bytes)).isTrue();
    room.release(bytes);
    same(
        there,
        there.advance(6, gradients, RATE, DEVICE, room),
        here,
        here.advance(6, gradients, RATE));
  }

  @Test
  void goesFromOneDeviceToAnother() {
    float[][] deltas = normal(5, 40, 0.05);
    IntFunction<float[]> gradients = gradients(6, 40);
    DeviceMemory first = new DeviceMemory(PLENTY);
    DeviceMemory second = new DeviceMemory(PLENTY);
    UpdateBlock there = block(deltas);
    there.advance(2, gradients, RATE, DEVICE, first);
    there.advance(4, gradients, RATE, new Device(Kind.CPU_TENSORS, 1), second);
    assertThat(first.reserve(PLENTY)).isTrue();
    assertThat(second.reserve(PLENTY)).isFalse();
    UpdateBlock here = block(deltas);
    same(there, there.advance(6, gradients, RATE), here, here.advance(6, gradients, RATE));
    assertThat(second.reserve(PLENTY)).isTrue();
  }

  @Test
  void aStepThatBreaksOffIsTakenAgain() {
    float[][] deltas = normal(5, 40, 0.05);
    IntFunction<float[]> gradients = gradients(6, 40);
    DeviceMemory room = new DeviceMemory(PLENTY);
    UpdateBlock there = block(deltas);
    IntFunction<float[]> lost =
        epoch -> {
          if (epoch == 2) {
            throw new IllegalStateException("the broadcast is gone");
          }
          return gradients.apply(epoch);
        };
    assertThatThrownBy(() -> there.advance(6, lost, RATE, DEVICE, room))
        .hasMessage("the broadcast is gone");
    assertThat(room.reserve(PLENTY)).isTrue();
    room.release(PLENTY);
    UpdateBlock here = block(deltas);
    same(
        there,
        there.advance(6, gradients, RATE, DEVICE, room),
        here,
        here.advance(6, gradients, RATE));
  }
}
