package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.skymask.kernel.MaskKernel;

class UpdateBlockTest {
  private static final int START = 100;
  private static final int LENGTH = 300;
  private static final float RATE = 1e3f;
  private static final float[][] GRADIENTS = normal(8, START + LENGTH, 0.1, 1);

  private static float[][] normal(int rows, int length, double deviation, long seed) {
    Random random = new Random(seed);
    float[][] values = new float[rows][length];
    for (float[] row : values) {
      for (int j = 0; j < length; j++) {
        row[j] = (float) (deviation * random.nextGaussian());
      }
    }
    return values;
  }

  private static UpdateBlock block() {
    return new UpdateBlock(START, true, normal(5, LENGTH, 0.05, 2));
  }

  private static UpdateBlock moved(UpdateBlock block) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(block);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (UpdateBlock) in.readObject();
    }
  }

  @Test
  void startsWithThePlainMean() {
    UpdateBlock block = new UpdateBlock(0, true, new float[][] {{1, 2}, {3, 6}});
    assertThat(block.advance(0, epoch -> new float[2], RATE))
        .containsExactly(new float[] {2, 4}, within(1e-6f));
    assertThat(block.masks())
        .isDeepEqualTo(
            new float[][] {
              {MaskKernel.START, MaskKernel.START}, {MaskKernel.START, MaskKernel.START}
            });
  }

  @Test
  void stepByStepIsTheSameAsAtOnce() {
    UpdateBlock slow = block();
    for (int epochs = 0; epochs <= GRADIENTS.length; epochs++) {
      slow.advance(epochs, epoch -> GRADIENTS[epoch], RATE);
    }
    UpdateBlock fast = block();
    float[] mean = fast.advance(GRADIENTS.length, epoch -> GRADIENTS[epoch], RATE);
    assertThat(fast.masks()).isDeepEqualTo(slow.masks());
    assertThat(mean).isEqualTo(slow.advance(GRADIENTS.length, epoch -> GRADIENTS[epoch], RATE));
    assertThat(fast.masks()[0][0]).isNotEqualTo(MaskKernel.START);
  }

  @Test
  void asksForTheGradientsThatAreMissingOnly() {
    List<Integer> asked = new ArrayList<>();
    IntFunction<float[]> gradients =
        epoch -> {
          asked.add(epoch);
          return GRADIENTS[epoch];
        };
    UpdateBlock block = block();
    block.advance(3, gradients, RATE);
    block.advance(3, gradients, RATE);
    block.advance(5, gradients, RATE);
    assertThat(asked).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aBlockThatWasMovedReplaysToTheSameBits() throws IOException, ClassNotFoundException {
    UpdateBlock here = block();
    here.advance(5, epoch -> GRADIENTS[epoch], RATE);
    UpdateBlock there = moved(here);
    assertThat(there.start()).isEqualTo(START);
    assertThat(there.length()).isEqualTo(LENGTH);
    assertThat(there.isTrainable()).isTrue();
    float[] mean = there.advance(6, epoch -> GRADIENTS[epoch], RATE);
    assertThat(mean).isEqualTo(here.advance(6, epoch -> GRADIENTS[epoch], RATE));
    assertThat(there.masks()).isDeepEqualTo(here.masks());
  }

  /** As a task does that is tried again after its epoch has gone by. */
  @Test
  void anEarlierEpochIsReachedFromTheStart() {
    UpdateBlock block = block();
    block.advance(7, epoch -> GRADIENTS[epoch], RATE);
    float[] mean = block.advance(4, epoch -> GRADIENTS[epoch], RATE).clone();
    assertThat(mean).isEqualTo(block().advance(4, epoch -> GRADIENTS[epoch], RATE));
  }

  /** As where Spark has given a task up that still runs, and another's result is on its way. */
  @Test
  void aMeanThatWasGivenIsNotChangedByAnEarlierEpochsTask() {
    UpdateBlock block = block();
    float[] mean = block.advance(7, epoch -> GRADIENTS[epoch], RATE);
    float[] before = mean.clone();
    block.advance(4, epoch -> GRADIENTS[epoch], RATE);
    assertThat(mean).isEqualTo(before);
  }

  @Test
  void aStepThatWasBrokenOffIsNobodysState() {
    UpdateBlock block = block();
    block.advance(2, epoch -> GRADIENTS[epoch], RATE);
    IntFunction<float[]> lost =
        epoch -> {
          throw new IllegalStateException("the broadcast is gone");
        };
    assertThatThrownBy(() -> block.advance(4, lost, RATE)).hasMessage("the broadcast is gone");
    float[] mean = block.advance(4, epoch -> GRADIENTS[epoch], RATE);
    assertThat(mean).isEqualTo(block().advance(4, epoch -> GRADIENTS[epoch], RATE));
  }

  @Test
  void stateHasNoMasks() throws IOException, ClassNotFoundException {
    UpdateBlock state = moved(new UpdateBlock(9, false, new float[][] {{1, 2}, {3, 4}}));
    assertThat(state.isTrainable()).isFalse();
    assertThat(state.masks()).isEmpty();
    assertThat(state.weightedMean(new double[] {0.5, 0.5})).containsExactly(2, 3);
  }

  @Test
  void theRootRowIsNotAveraged() {
    UpdateBlock block = new UpdateBlock(0, true, new float[][] {{1}, {3}, {1000}});
    assertThat(block.rows()).isEqualTo(3);
    assertThat(block.weightedMean(new double[] {0.5, 0.5})).containsExactly(2);
  }
}
