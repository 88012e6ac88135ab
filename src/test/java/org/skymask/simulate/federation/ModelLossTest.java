package org.skymask.simulate.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelVersion;

/** The losses of an attacker's model: softmax regression, more examples than a batch has. */
class ModelLossTest {
  private static final int EXAMPLES = 150;

  @Test
  void theLossesOfExamplesHaveTheMeanLoss() throws IOException {
    ModelSource source = ModelSource.of("softmax", new Configuration(false));
    Layout layout = source.layout();
    Path file = Path.of(java.net.URI.create(source.from())).resolve("architecture.pt");
    Architecture architecture = new Architecture("architecture.pt", Files.readAllBytes(file));
    float[] values = numbers(2, layout.valueCount());
    ModelVersion model =
        new ModelVersion("f", 0, "", layout, architecture, new float[values.length]);
    int[] labels = new SplittableRandom(3).ints(EXAMPLES, 0, 10).toArray();
    LabelledData data =
        new LabelledData(
            numbers(1, EXAMPLES * layout.featureCount()), labels, layout.featureCount());

    double[] losses = new ModelLoss(model).each(values, data, layout.parameterCount());

    double mean = new ModelLoss(model).of(values, data, new float[layout.parameterCount()]);
    assertThat(losses).hasSize(EXAMPLES);
    assertThat(Arrays.stream(losses).average().orElseThrow()).isCloseTo(mean, within(1e-5));
    LabelledData last = data.between(EXAMPLES - 1, EXAMPLES);
    assertThat(new ModelLoss(model).each(values, last, layout.parameterCount())[0])
        .isCloseTo(losses[EXAMPLES - 1], within(1e-5));
  }

  private static float[] numbers(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (0.1 * random.nextGaussian());
    }
    return numbers;
  }
}
