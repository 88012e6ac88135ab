package org.skymask.simulate.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.engine.Device;
import org.skymask.engine.EnginePool;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/** The architectures that come with the program can be loaded and trained. */
class ShippedModelsTest {

  /** With small weights all classes are as likely, and every parameter has a gradient somewhere. */
  @ParameterizedTest
  @CsvSource({"cnn, 139960", "resnet20, 272474", "softmax, 7850"})
  void giveAGradient(String name, int parameters) throws IOException {
    ModelSource source = ModelSource.of(name, new Configuration(false));
    Layout layout = source.layout();
    assertThat(layout.parameterCount()).isEqualTo(parameters);
    Path file = Path.of(java.net.URI.create(source.from())).resolve("architecture.pt");
    Architecture architecture = new Architecture("architecture.pt", Files.readAllBytes(file));
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[2 * layout.featureCount()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble();
    }
    LabelledData data = new LabelledData(features, new int[] {0, 9}, layout.featureCount());
    float[] values = new float[layout.valueCount()];
    // Batch norm: variances of 1 in the state, and scales that are not 0.
    Arrays.fill(values, layout.parameterCount(), values.length, 1);
    for (int j = 0; j < layout.parameterCount(); j++) {
      values[j] = (float) (0.02 * random.nextGaussian());
    }
    float[] gradient = new float[layout.parameterCount()];
    double loss =
        EnginePool.use(
            architecture,
            layout,
            Device.CPU,
            engine -> {
              engine.load(values);
              return engine.addGradient(data, 0, 2, gradient);
            });
    assertThat(loss / 2).isCloseTo(Math.log(10), within(0.5));
    double squares = 0;
    for (float value : gradient) {
      squares += (double) value * value;
    }
    assertThat(squares).isPositive().isFinite();
  }
}
