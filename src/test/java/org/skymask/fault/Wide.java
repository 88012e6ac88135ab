package org.skymask.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.skymask.cli.TestFederation;
import org.skymask.config.SettingsLoader;
import org.skymask.engine.Fixture;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.ModelVersion;
import org.skymask.model.TensorSpec;
import org.skymask.round.init.InitJob;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.LayoutJson;

/**
 * A federation whose model is a file of some 7 MB: with parts of 5 MB, the least that S3 allows, a
 * small model of its kind is uploaded as large ones are.
 */
final class Wide {
  private static final int HIDDEN = 24_000;

  private static final Layout LAYOUT =
      new Layout(
          List.of(64),
          10,
          List.of(
              new TensorSpec("0.weight", List.of(HIDDEN, 64), true),
              new TensorSpec("0.bias", List.of(HIDDEN), true),
              new TensorSpec("2.weight", List.of(10, HIDDEN), true),
              new TensorSpec("2.bias", List.of(10), true)));

  private Wide() {}

  /** Three clients. */
  static TestFederation clients(Path directory) {
    try {
      TestFederation federation = TestFederation.digits(directory);
      TestFederation.delete(directory.resolve("updates"));
      TestFederation.delete(federation.models());
      initialise(federation, directory.resolve("source"));
      ModelVersion base = federation.version(0);
      for (int site = 3; site < 6; site++) {
        federation.upload(1, "site-00" + site, base, values(site, 0.001));
      }
      return federation;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void initialise(TestFederation federation, Path source) throws IOException {
    Files.createDirectories(source);
    Files.writeString(source.resolve("layout.json"), LayoutJson.write(LAYOUT));
    // Its graph is of no width.
    Architecture perceptron = Fixture.read("mlp").architecture();
    Files.write(source.resolve(perceptron.fileName()), perceptron.content());
    Configuration hadoop = new Configuration();
    org.apache.hadoop.fs.Path to = new org.apache.hadoop.fs.Path(source.toUri());
    ShardWriter.write(Storage.of(to, hadoop), to, "parameters", LAYOUT, values(0, 0.01));
    Map<String, String> keys =
        Map.of("federation", federation.name(), "models", federation.models().toString());
    new InitJob(hadoop, SettingsLoader.load(null, keys)).run(source.toString());
  }

  private static float[] values(long seed, double deviation) {
    Random random = new Random(seed);
    float[] values = new float[LAYOUT.valueCount()];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
