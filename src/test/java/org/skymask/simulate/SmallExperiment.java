package org.skymask.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.skymask.cli.TestFederation;
import org.skymask.model.LabelledData;
import org.skymask.simulate.data.DatasetWriter;

/** Data and model of experiments that take seconds. */
final class SmallExperiment {
  static final int FEATURES = 64;

  private SmallExperiment() {}

  /** Ten classes around places of their own. */
  static LabelledData digits(long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labels = random.ints(size, 0, 10).toArray();
    float[] features = new float[size * FEATURES];
    for (int i = 0; i < features.length; i++) {
      boolean own = i % FEATURES % 10 == labels[i / FEATURES];
      features[i] = (float) (0.3 * random.nextGaussian() + (own ? 1 : 0));
    }
    return new LabelledData(features, labels, FEATURES);
  }

  static Path data(Path directory, String name, LabelledData data) throws IOException {
    Path file = directory.resolve(name);
    DatasetWriter.write(
        new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false), data);
    return file;
  }

  /** Softmax regression on them, without parameters. */
  static Path model(Path directory) throws IOException {
    Path model = Files.createDirectories(directory.resolve("model"));
    Path given = TestFederation.only(TestFederation.golden().resolve("models/round=0"), "attempt=");
    for (String file : List.of("layout.json", "architecture.pt")) {
      Files.copy(given.resolve(file), model.resolve(file));
    }
    return model;
  }
}
