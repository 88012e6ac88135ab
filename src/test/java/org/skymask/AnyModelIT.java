package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.cli.Run;
import org.skymask.cli.TestFederation;
import org.skymask.fixture.Built;
import org.skymask.fixture.Needs;

/**
 * Federations of the models that people have, from the export to what silos read back: eight
 * PyTorch silos, of which two reverse what they have learned, over three rounds. Its table is in
 * {@code target/any-model.md}.
 */
class AnyModelIT {
  private static final int ROUNDS = 3;
  private static final List<String> MALICIOUS = List.of("silo-0", "silo-1");
  private static final Path TABLE = Built.directory().resolve("any-model.md");

  @SuppressWarnings("NullAway.Init")
  private static PythonSilos silos;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path scratch;

  @BeforeAll
  static void start() throws IOException {
    Needs.that(FederationIT.hasPyTorch(), "there is no Python 3 with torch, pyarrow and fsspec");
    silos = PythonSilos.start();
    Files.createDirectories(TABLE.getParent());
    Files.writeString(
        TABLE, "| model | loss | measure before | after | caught of 6 | honest lost of 18 |\n");
  }

  @AfterAll
  static void end() throws IOException {
    if (silos != null) {
      silos.close();
    }
  }

  /**
   * @param least how often the two are caught in three rounds, at least; a few times fewer than
   *     this machine's six, because the bits of PyTorch's training differ between processors
   */
  @ParameterizedTest
  @CsvSource({
    "convolutions, 4",
    "Tokens, 4",
    "frozen_encoder, 2",
    "Tagger, 4",
    "regression, 2",
    "two_numbers, 4",
    "one_logit, 4",
    "many_labels, 2",
    "half_precision, 4",
    "Tied, 4",
    "UNet, 4",
    "ResNet, 2",
    "TwoTowers, 4"
  })
  void isFederated(String model, int least) throws IOException {
    TestFederation federation = new TestFederation("any", scratch.resolve("federation"));
    JsonNode prepared = silos.ask("prepare", model, federation.directory());
    federation.configure(
        "root { epochs = 2, batch-size = 8, learning-rate = " + prepared.path("rate") + " }");
    run(federation, "init", "--from", federation.directory().resolve("version-0").toString());
    JsonNode before = evaluated(federation);
    List<String> filtered = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      silos.ask("train", model, federation.directory());
      run(federation, "round");
      filtered.addAll(federation.filtered(round));
    }
    JsonNode after = evaluated(federation);
    long caught = filtered.stream().filter(MALICIOUS::contains).count();
    note(model, before, after, caught, filtered.size() - caught);
    assertThat(caught).isGreaterThanOrEqualTo(least);
    assertThat(after.path("loss").asDouble()).isLessThan(before.path("loss").asDouble());
    // What silos read back computes what the server has measured.
    double read = silos.ask("losses", model, federation.directory()).path("loss").asDouble();
    assertThat(read).isCloseTo(after.path("loss").asDouble(), within(1e-5 * (1 + read)));
  }

  private static JsonNode run(TestFederation federation, String command, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json");
    Run run = Run.of(federation, command, all.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return run.json();
  }

  private static JsonNode evaluated(TestFederation federation) {
    String data = federation.directory().resolve("evaluation.parquet").toString();
    return run(federation, "evaluate", "--data", data);
  }

  private static void note(String model, JsonNode before, JsonNode after, long caught, long lost)
      throws IOException {
    String measure = after.path("measure").asText();
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %.4f to %.4f | %s %.4f | %.4f | %d | %d |%n",
            model,
            before.path("loss").asDouble(),
            after.path("loss").asDouble(),
            measure,
            before.path(measure).asDouble(),
            after.path(measure).asDouble(),
            caught,
            lost);
    Files.writeString(TABLE, row, StandardOpenOption.APPEND);
  }
}
