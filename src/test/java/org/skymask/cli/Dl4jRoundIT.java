package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.skymask.model.ModelVersion;

/** A federation of a DL4J model: from its architecture.json alone to a report. */
class Dl4jRoundIT {
  private static final int CLIENTS = 5;

  private TestFederation federation;
  private Path architecture;

  @BeforeEach
  void aFederation(@TempDir Path directory) throws IOException {
    federation = new TestFederation("dl4j", directory);
    federation.configure("mask.epochs = 4\nseed = 11");
    Dataset.of(60, 6, 3).write(federation.root());
    architecture = directory.resolve("architecture.json");
    Files.writeString(
        architecture,
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new DenseLayer.Builder().nIn(6).nOut(8).activation(Activation.TANH).build())
            .layer(new BatchNormalization.Builder().nOut(8).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(8)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build())
            .build()
            .toJson());
  }

  private Run run(String command, String... further) {
    Run run = Run.of(federation, command, further);
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private void uploads(ModelVersion base) throws IOException {
    Random random = new Random(5);
    for (int client = 0; client < CLIENTS; client++) {
      float[] delta = new float[base.layout().valueCount()];
      for (int j = 0; j < delta.length; j++) {
        delta[j] = (float) (random.nextGaussian() * 1e-3);
      }
      federation.upload(base.round() + 1, "site-" + client, base, delta);
    }
  }

  @Test
  void aRoundOfADl4jModelRunsEndToEnd() throws IOException {
    run("init", "--from", architecture.toString());
    ModelVersion initial = federation.version(0);
    assertThat(initial.layout().input()).containsExactly(6);
    assertThat(initial.layout().classes()).isEqualTo(3);
    assertThat(initial.layout().parameterCount()).isLessThan(initial.layout().valueCount());
    uploads(initial);

    Run round = run("round", "--json");
    assertThat(round.json().at("/counts/quarantined").asInt()).isZero();
    assertThat(round.json().path("loss")).hasSize(4);
    ModelVersion next = federation.version(1);
    assertThat(next.digest()).isEqualTo(round.json().path("model").asText());
    assertThat(next.architecture().content()).isEqualTo(Files.readAllBytes(architecture));
    for (int j = 0; j < next.values().length; j++) {
      assertThat(next.values()[j])
          .isBetween(initial.values()[j] - 1e-2f, initial.values()[j] + 1e-2f);
    }

    Run evaluated = run("evaluate", "--json");
    assertThat(evaluated.json().path("examples").asInt()).isEqualTo(60);
    assertThat(evaluated.json().path("loss").asDouble()).isPositive().isLessThan(10);
    int counted = 0;
    for (int label = 0; label < 3; label++) {
      for (int predicted = 0; predicted < 3; predicted++) {
        counted += evaluated.json().path("confusion").path(label).path(predicted).asInt();
      }
    }
    assertThat(counted).isEqualTo(60);

    Path report = federation.directory().resolve("out/report.html");
    run("report", "-o", report.toString());
    assertThat(report).content().startsWith("<!DOCTYPE html>").contains("site-4");
  }

  @Test
  void theSeedDecidesTheInitialModel() throws IOException {
    run("init", "--from", architecture.toString());
    String first = federation.version(0).digest();
    TestFederation.delete(federation.models());
    run("init", "--from", architecture.toString());
    assertThat(federation.version(0).digest()).isEqualTo(first);
    TestFederation.delete(federation.models());
    run("init", "--from", architecture.toString(), "-D", "seed=12");
    assertThat(federation.version(0).digest()).isNotEqualTo(first);
  }
}
