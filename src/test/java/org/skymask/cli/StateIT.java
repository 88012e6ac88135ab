package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.ModelVersion;

/** One client in eight poisons the running statistics of an update that is honest otherwise. */
class StateIT {
  private static final int CLIENTS = 8;
  private static final String MEAN = "1.running_mean";
  private static final String VARIANCE = "1.running_var";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  private NormFederation poisoned(String tensor, float shift, List<String> variances)
      throws IOException {
    NormFederation norm = NormFederation.at(directory, List.of(), variances);
    norm.uploadOthers(1, CLIENTS);
    float[] delta = norm.step(1, 0);
    delta[norm.start(tensor)] += shift;
    norm.upload(1, 0, delta);
    return norm;
  }

  /** By every rule: what it weighs or windows is the trained parameters alone. */
  @ParameterizedTest
  @CsvSource({
    "skymask, 1.running_var, -30",
    "skymask, 1.running_mean, 1000",
    "fedavg, 1.running_var, -30",
    "median, 1.running_mean, 1000",
    "trimmed-mean, 1.running_mean, -1e30",
    "krum, 1.running_var, -30",
  })
  void theStateIsTheMedianOfTheAccepted(String rule, String tensor, float shift)
      throws IOException {
    NormFederation norm = poisoned(tensor, shift, List.of());
    Run run =
        Run.of(
            norm.federation(),
            "round",
            "--json",
            "-D",
            "aggregator=" + rule,
            "-D",
            "rule.byzantine-count=1");
    assertThat(run.exit()).as(run.err()).isZero();
    ModelVersion base = norm.federation().version(0);
    ModelVersion model = norm.federation().version(1);
    int from = norm.layout().parameterCount();
    for (int j = from; j < norm.layout().updateCount(); j++) {
      assertThat(model.values()[j]).isCloseTo(base.values()[j], within(0.01f));
    }
    JsonNode loss = run.json().path("rootLoss");
    assertThat(loss.path("base").asDouble()).isPositive();
    assertThat(loss.path("model").asDouble()).isCloseTo(loss.path("base").asDouble(), within(0.5));
  }

  /** All are accepted by the plain mean: the median of eight is the mean of the middle two. */
  @Test
  void theMedianIsThatOfTheDeltas() throws IOException {
    NormFederation norm = poisoned(MEAN, 1000, List.of());
    assertThat(Run.of(norm.federation(), "round", "-D", "aggregator=fedavg").exit()).isZero();
    int at = norm.start(MEAN);
    float[] column = new float[CLIENTS];
    for (int client = 0; client < CLIENTS; client++) {
      column[client] = norm.step(1, client)[at] + (client == 0 ? 1000 : 0);
    }
    Arrays.sort(column);
    float median = (float) (((double) column[3] + column[4]) / 2);
    float base = norm.federation().version(0).values()[at];
    assertThat(norm.federation().version(1).values()[at])
        .isEqualTo((float) (base + (double) median));
  }

  /** What the mean of it does, the gate stops: nothing that is not finite is published. */
  @Test
  void whatAMeanOfTheStateRuinsDoesNotPassTheGate() throws IOException {
    NormFederation norm = poisoned(VARIANCE, -30, List.of());
    Run run =
        Run.of(
            norm.federation(),
            "round",
            "--json",
            "-D",
            "aggregator=fedavg",
            "-D",
            "aggregation.state=mean");
    assertThat(run.exit()).isEqualTo(ExitCode.REJECTED);
    assertThat(run.json().path("why").asText())
        .isEqualTo("The root loss of the new model is not a finite number.");
    assertThat(run.json().at("/rootLoss/base").isNumber()).isTrue();
    assertThat(run.json().at("/rootLoss/model").isNull()).isTrue();
    assertThat(run.json().at("/counts/accepted").asInt()).isEqualTo(CLIENTS);
    Path left = TestFederation.only(norm.federation().models().resolve("round=1"), "rejected=");
    assertThat(Files.readString(left.resolve("report.html"))).contains("not a finite number");
    assertThat(norm.federation().models().resolve("round=1/commit.json")).doesNotExist();
  }

  @Test
  void whereALayoutKnowsVariancesANegativeOneIsRefused() throws IOException {
    NormFederation norm = poisoned(VARIANCE, -30, List.of(VARIANCE));
    Run run = Run.of(norm.federation(), "validate", "--json");
    JsonNode first = run.json().path("clients").path(0);
    assertThat(first.path("client").asText()).isEqualTo("site-0");
    assertThat(first.path("reason").asText()).isEqualTo("out-of-range");
    assertThat(first.path("detail").asText()).contains(VARIANCE).contains("is a variance");
  }
}
