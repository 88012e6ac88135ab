package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.skymask.engine.Engines;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.LocalTraining;
import org.skymask.engine.SignatureFixture;
import org.skymask.engine.TestVectors;
import org.skymask.model.Architecture;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Booleans;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelVersion;
import org.skymask.model.Signature;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.dataset.FieldDatasets;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.LayoutJson;

/**
 * A federation of eight silos that train a model of any signature; the first two reverse what they
 * have learned. The examples' targets are what the fixture's own values give, so that there is
 * something to learn.
 */
final class SignatureFederation {
  static final int CLIENTS = 8;
  static final int MALICIOUS = 2;

  private static final int EXAMPLES = 48;

  private final SignatureFixture fixture;
  private final TestFederation federation;
  private final List<FieldData> silos = new ArrayList<>();
  private final LocalTraining training;

  private SignatureFederation(
      SignatureFixture fixture, TestFederation federation, LocalTraining training) {
    this.fixture = fixture;
    this.federation = federation;
    this.training = training;
  }

  static SignatureFederation at(Path directory, String name, double learningRate)
      throws IOException {
    SignatureFixture fixture = SignatureFixture.read(name);
    SignatureFederation made =
        new SignatureFederation(
            fixture, new TestFederation(name, directory), new LocalTraining(2, 8, learningRate));
    Path from = export(fixture, directory.resolve("from"));
    SplittableRandom random = new SplittableRandom(17);
    try (GradientEngine teacher = Engines.open(fixture.architecture(), fixture.layout())) {
      teacher.load(
          TestVectors.onAxis(fixture.layout(), fixture.values(), fixture.layout().valueCount()));
      for (int client = 0; client < CLIENTS; client++) {
        made.silos.add(made.examples(teacher, random, EXAMPLES));
      }
      FieldDatasets.write(
          made.federation.root(),
          fixture.layout().signature(),
          made.examples(teacher, random, 2 * EXAMPLES));
    }
    made.federation.configure(
        "root { epochs = 2, batch-size = 8, learning-rate = " + learningRate + " }");
    Run init = Run.of(made.federation, "init", "--from", from.toString());
    if (init.exit() != 0) {
      throw new AssertionError(init.err());
    }
    return made;
  }

  TestFederation federation() {
    return federation;
  }

  static String client(int number) {
    return "silo-" + number;
  }

  /** Writes a fixture as version 0 is exported, with random values. */
  static Path export(SignatureFixture fixture, Path from) throws IOException {
    Files.createDirectories(from);
    Architecture architecture = fixture.architecture();
    Files.writeString(from.resolve("layout.json"), LayoutJson.write(fixture.layout()), UTF_8);
    Files.write(from.resolve(architecture.fileName()), architecture.content());
    byte[] loss = architecture.loss();
    if (loss != null) {
      Files.write(from.resolve(FileNames.LOSS), loss);
    }
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[fixture.layout().valueCount()];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (0.3 * random.nextGaussian());
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(from.toUri());
    ShardWriter.write(
        Storage.of(path, new Configuration(false)), path, "parameters", fixture.layout(), values);
    return from;
  }

  /** Trains every silo from the newest version and uploads what it has learned. */
  void upload(int round) throws IOException {
    ModelVersion base = federation.version(round - 1);
    try (GradientEngine engine = Engines.open(base.architecture(), base.layout())) {
      for (int client = 0; client < CLIENTS; client++) {
        float[] trained =
            training.trainShuffled(engine, base.values(), silos.get(client), 100L * round + client);
        float[] delta = new float[base.layout().updateCount()];
        for (int j = 0; j < delta.length; j++) {
          float step = trained[j] - base.values()[j];
          delta[j] = client < MALICIOUS ? -step : step;
        }
        federation.upload(round, client(client), base, delta);
      }
    }
  }

  private FieldData examples(GradientEngine teacher, SplittableRandom random, int count) {
    Layout layout = fixture.layout();
    List<FieldValues> inputs = new ArrayList<>();
    for (int i = 0; i < layout.signature().inputs().size(); i++) {
      FieldSpec field = layout.signature().inputs().get(i);
      inputs.add(random(field, fixture.data().inputs().get(i), random, count));
    }
    FieldSpec target = layout.signature().target();
    FieldData unlabelled = new FieldData(inputs, FieldValues.zeros(target, count));
    return new FieldData(
        inputs, targets(layout.signature(), teacher.outputs(unlabelled, 0, count), count));
  }

  /** Integers as far as those of the fixture go. */
  private static FieldValues random(
      FieldSpec field, FieldValues like, SplittableRandom random, int count) {
    int size = count * field.width();
    switch (field.type()) {
      case FLOAT32 -> {
        float[] values = new float[size];
        for (int j = 0; j < size; j++) {
          values[j] = (float) random.nextGaussian();
        }
        return new Floats(values, field.width());
      }
      case INT64 -> {
        long most = Arrays.stream(((Longs) like).values()).max().orElse(0);
        return new Longs(random.longs(size, 0, most + 1).toArray(), field.width());
      }
      default -> {
        boolean[] values = new boolean[size];
        for (int j = 0; j < size; j++) {
          values[j] = j % field.width() > 0 && random.nextInt(4) == 0;
        }
        return new Booleans(values, field.width());
      }
    }
  }

  /** The class that is likeliest, the sign, or the outputs themselves. */
  private static FieldValues targets(Signature signature, float[] outputs, int count) {
    int size = count * signature.target().width();
    int width = signature.target().width();
    switch (signature.target().type()) {
      case INT64 -> {
        int classes = outputs.length / size;
        long[] labels = new long[size];
        for (int place = 0; place < size; place++) {
          for (int c = 1; c < classes; c++) {
            int best = place * classes + (int) labels[place];
            labels[place] = outputs[place * classes + c] > outputs[best] ? c : labels[place];
          }
        }
        return new Longs(labels, width);
      }
      case BOOL -> {
        boolean[] mask = new boolean[size];
        for (int j = 0; j < size; j++) {
          mask[j] = outputs[j] > 0;
        }
        return new Booleans(mask, width);
      }
      default -> {
        float[] numbers = outputs.clone();
        if (signature.loss() == LossFunction.BINARY_CROSS_ENTROPY) {
          for (int j = 0; j < size; j++) {
            numbers[j] = numbers[j] > 0 ? 1 : 0;
          }
        }
        return new Floats(numbers, width);
      }
    }
  }
}
