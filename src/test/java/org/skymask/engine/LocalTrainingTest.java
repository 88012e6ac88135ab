package org.skymask.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.TensorSpec;

class LocalTrainingTest {
  private static final Layout LAYOUT =
      new Layout(List.of(1), 20, List.of(new TensorSpec("w", List.of(1), true)));
  private static final LabelledData DATA =
      new LabelledData(new float[20], IntStream.range(0, 20).toArray(), 1);

  /** The gradient of an example is its label; batches are noted as they come. */
  private static final class Recorder implements GradientEngine {
    private final List<List<Integer>> batches = new ArrayList<>();

    @Override
    public Layout layout() {
      return LAYOUT;
    }

    @Override
    public void load(float[] values) {}

    @Override
    public float[] outputs(ModelData data, int from, int to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Inference infer(ModelData data, int from, int to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double addGradient(ModelData data, int from, int to, float[] gradient) {
      int[] labels = Arrays.copyOfRange(((LabelledData) data).labels(), from, to);
      batches.add(Arrays.stream(labels).boxed().toList());
      gradient[0] += Arrays.stream(labels).sum();
      return 0;
    }

    @Override
    public void close() {}

    List<Integer> epoch(int epoch) {
      return batches.subList(3 * epoch, 3 * epoch + 3).stream().flatMap(List::stream).toList();
    }
  }

  private static final LocalTraining TWICE = new LocalTraining(2, 8, 0.1);

  @Test
  void theServerTakesExamplesInTheOrderOfTheFile() {
    Recorder engine = new Recorder();
    float[] values = TWICE.train(engine, new float[] {5}, DATA);
    List<Integer> order = IntStream.range(0, 20).boxed().toList();
    assertThat(engine.epoch(0)).isEqualTo(order);
    assertThat(engine.epoch(1)).isEqualTo(order);
    assertThat(engine.batches).extracting(List::size).containsExactly(8, 8, 4, 8, 8, 4);
    // Means of the batches: 3.5, 11.5, 17.5.
    assertThat(values[0])
        .isEqualTo(5 - 2 * 0.1f * 32.5f, org.assertj.core.api.Assertions.within(1e-5f));
  }

  @Test
  void clientsTakeThemInAnotherOrderEachPass() {
    Recorder engine = new Recorder();
    float[] start = {5};
    float[] values = TWICE.trainShuffled(engine, start, DATA, 11);
    assertThat(engine.epoch(0)).containsExactlyInAnyOrderElementsOf(engine.epoch(1));
    assertThat(engine.epoch(0)).isNotEqualTo(engine.epoch(1)).doesNotHaveDuplicates().hasSize(20);
    assertThat(start).containsExactly(5);
    assertThat(DATA.labels()).isEqualTo(IntStream.range(0, 20).toArray());
    Recorder again = new Recorder();
    assertThat(TWICE.trainShuffled(again, start, DATA, 11)).isEqualTo(values);
    assertThat(again.batches).isEqualTo(engine.batches);
    Recorder other = new Recorder();
    TWICE.trainShuffled(other, start, DATA, 12);
    assertThat(other.batches).isNotEqualTo(engine.batches);
  }
}
