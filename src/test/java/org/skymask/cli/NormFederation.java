package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.skymask.engine.Fixture;
import org.skymask.model.Layout;
import org.skymask.model.ModelVersion;
import org.skymask.model.Role;
import org.skymask.model.TensorSpec;
import org.skymask.simulate.data.DatasetWriter;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.LayoutJson;

/**
 * A federation of a small network with batch norm (the fixture {@code norm}), with version 0 and a
 * root dataset. Its clients send small random steps.
 */
final class NormFederation {
  private static final String NAME = "norm";
  private static final double STEP = 1e-3;

  private final TestFederation federation;
  private final Layout layout;

  private NormFederation(TestFederation federation, Layout layout) {
    this.federation = federation;
    this.layout = layout;
  }

  /**
   * @param frozen names of the tensors that nobody trains
   * @param variances names of the tensors that the layout calls variances
   */
  static NormFederation at(Path directory, List<String> frozen, List<String> variances)
      throws IOException {
    Fixture fixture = Fixture.read("norm");
    Layout layout =
        new Layout(
            fixture.layout().input(),
            fixture.layout().classes(),
            fixture.layout().tensors().stream()
                .map(tensor -> with(tensor, frozen, variances))
                .toList());
    Path from = Files.createDirectories(directory.resolve("from"));
    Files.writeString(from.resolve("layout.json"), LayoutJson.write(layout), UTF_8);
    Files.write(from.resolve(fixture.architecture().fileName()), fixture.architecture().content());
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(from.toUri());
    // As an exporter writes it: all tensors in one file.
    float[] values = values(fixture, layout);
    for (ParameterFiles cut : List.of(ParameterFiles.of(layout), ParameterFiles.frozen(layout))) {
      ShardWriter.write(
          Storage.of(path, new Configuration(false)), path, "parameters", cut, values);
    }
    TestFederation federation = new TestFederation(NAME, directory);
    DatasetWriter.write(
        new org.apache.hadoop.fs.Path(federation.root().toUri()),
        new Configuration(false),
        fixture.data());
    federation.configure("root { batch-size = 4, learning-rate = 0.01 }");
    Run init = Run.of(federation, "init", "--from", from.toString());
    if (init.exit() != 0) {
      throw new AssertionError(init.err());
    }
    return new NormFederation(federation, layout);
  }

  private static TensorSpec with(TensorSpec tensor, List<String> frozen, List<String> variances) {
    boolean still = frozen.contains(tensor.name());
    return new TensorSpec(
        tensor.name(),
        tensor.shape(),
        still ? Role.FROZEN : tensor.role(),
        variances.contains(tensor.name()));
  }

  private static float[] values(Fixture fixture, Layout layout) {
    float[] values = new float[layout.valueCount()];
    for (int i = 0; i < layout.tensors().size(); i++) {
      double[] tensor =
          Objects.requireNonNull(fixture.values().get(layout.tensors().get(i).name()));
      for (int j = 0; j < tensor.length; j++) {
        values[layout.start(i) + j] = (float) tensor[j];
      }
    }
    return values;
  }

  TestFederation federation() {
    return federation;
  }

  Layout layout() {
    return layout;
  }

  /** Position of a tensor's first value on the value axis. */
  int start(String tensor) {
    return layout.start(layout.indexOf(tensor));
  }

  /** A small step of everything that an update has. */
  float[] step(int round, int client) {
    Random random = new Random(1000L * round + client);
    float[] delta = new float[layout.updateCount()];
    for (int j = 0; j < delta.length; j++) {
      delta[j] = (float) (STEP * random.nextGaussian());
    }
    return delta;
  }

  void upload(int round, int client, float[] delta) throws IOException {
    ModelVersion base = federation.version(round - 1);
    federation.upload(round, "site-" + client, base, delta);
  }

  /** Uploads of all clients but the first. */
  void uploadOthers(int round, int clients) throws IOException {
    for (int client = 1; client < clients; client++) {
      upload(round, client, step(round, client));
    }
  }
}
