package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Federations of models that are no classifiers of float features, over three rounds. */
class SignatureRoundsIT {
  private static final int ROUNDS = 3;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @ParameterizedTest
  @CsvSource({
    "tokens, 0.5, accuracy",
    "language, 0.5, perplexity",
    "binary, 0.5, auroc",
    "labels, 0.5, auroc",
    "squares, 0.1, rmse",
    "huber, 0.1, rmse",
    "function, 0.5, loss",
  })
  void learnThoughTwoOfEightReverseTheirUpdates(String name, double learningRate, String measure)
      throws IOException {
    SignatureFederation made = SignatureFederation.at(directory, name, learningRate);
    TestFederation federation = made.federation();
    List<Double> losses = new ArrayList<>();
    List<String> caught = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      made.upload(round);
      Run run = Run.of(federation, "round", "--json");
      assertThat(run.exit()).as(run.err()).isZero();
      JsonNode loss = run.json().path("rootLoss");
      losses.add(loss.path("base").asDouble());
      losses.add(loss.path("model").asDouble());
      caught.addAll(federation.filtered(round));
    }
    for (int client = 0; client < SignatureFederation.MALICIOUS; client++) {
      assertThat(caught).filteredOn(SignatureFederation.client(client)::equals).hasSize(ROUNDS);
    }
    // What a round publishes is what the next begins with, to the bit.
    assertThat(losses.get(2)).isEqualTo(losses.get(1));
    assertThat(losses.get(4)).isEqualTo(losses.get(3));
    double first = losses.get(0);
    double last = losses.get(5);
    assertThat(last).isLessThan(0.9 * first);
    Run evaluated = Run.of(federation, "evaluate", "--json");
    assertThat(evaluated.exit()).as(evaluated.err()).isZero();
    assertThat(evaluated.json().path("loss").asDouble()).isCloseTo(last, within(1e-6 * last));
    assertThat(evaluated.json().path("measure").asText()).isEqualTo(measure);
    assertThat(evaluated.json().path(measure).isNumber()).isTrue();
    Run verified = Run.of(federation, "verify");
    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    boolean function = Files.exists(federation.initial().resolve("loss.pt"));
    assertThat(function).isEqualTo(name.equals("function"));
  }

  @Test
  void aLossThatWasChangedIsFound() throws IOException {
    SignatureFederation made = SignatureFederation.at(directory, "function", 0.5);
    made.upload(1);
    Files.write(made.federation().initial().resolve("loss.pt"), new byte[] {1});
    Run round = Run.of(made.federation(), "round");
    assertThat(round.exit()).isNotZero();
    assertThat(round.err()).contains("loss.pt");
    Run verified = Run.of(made.federation(), "verify");
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.out() + verified.err()).contains("loss.pt");
  }

  /** Rules that ask for classes say so. */
  @ParameterizedTest
  @CsvSource({
    "deepsight, 'the output layer of classes, and the loss mean-squared-error of layout.json has no classes'",
    "loss-clustering, 'the classes of float features, and layout.json has the loss mean-squared-error'",
  })
  void rulesThatLookAtClassesSayThatThereAreNone(String rule, String sentence) throws IOException {
    SignatureFederation made = SignatureFederation.at(directory, "squares", 0.1);
    made.upload(1);
    Run round = Run.of(made.federation(), "round", "-D", "aggregator=" + rule);
    assertThat(round.exit()).isEqualTo(2);
    assertThat(round.err()).contains(sentence);
  }
}
