package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.Needs;

/**
 * A whole federation through files: PyTorch silos with the Python client and signed uploads, one of
 * them malicious, and {@code jobs/skymask round} between. Needs a Python 3 with torch, pyarrow,
 * cryptography and fsspec: {@code python3}, or what SKYMASK_TEST_PYTHON names.
 */
class FederationIT {
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("SKYMASK_TEST_PYTHON")).orElse("python3");
  private static final Map<String, String> CLIENT =
      Map.of("PYTHONPATH", Path.of("clients/python/src").toAbsolutePath().toString());

  @Test
  void accuracyRisesAndTheMaliciousSiloIsLeftOutInEachRound(@TempDir Path scratch)
      throws IOException {
    Needs.that(
        hasPyTorch(), PYTHON + " is no Python 3 with torch, pyarrow, cryptography and fsspec");
    Path directory = scratch.resolve("federation");
    python("prepare", directory.toString());
    Path config = directory.resolve("clouds.conf");
    Files.writeString(config, configuration(directory));
    skymask(config, "init", "--from", directory.resolve("version-0").toString());

    double before = accuracy(config, directory);
    for (int round = 1; round <= 3; round++) {
      python("train", directory.toString(), String.valueOf(round));
      JsonNode result = skymask(config, "round");
      assertThat(result.path("round").asInt()).isEqualTo(round);
      assertThat(leftOut(result)).as("round %d", round).containsExactly("site-00");
      assertThat(result.path("counts").path("accepted").asInt()).isEqualTo(11);
      double after = accuracy(config, directory);
      assertThat(after).as("accuracy after round %d", round).isGreaterThan(before);
      before = after;
    }
    assertThat(before).isGreaterThan(0.85);
  }

  private static String configuration(Path directory) {
    return """
        federation = clouds
        updates = "%1$s/updates"
        models = "%1$s/models"
        root { data = "%1$s/root.parquet", epochs = 1, batch-size = 16, learning-rate = 0.05 }
        admission.keys = "%1$s/keys"
        """
        .formatted(directory);
  }

  /** Whom the split that decided leaves out. */
  private static List<String> leftOut(JsonNode round) {
    JsonNode decision = round.path("decision");
    JsonNode taken = decision.path("candidates").path(decision.path("taken").asInt());
    List<String> names = new ArrayList<>();
    taken.path("leftOut").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static double accuracy(Path config, Path directory) {
    String data = directory.resolve("evaluation.parquet").toString();
    return skymask(config, "evaluate", "--data", data).path("accuracy").asDouble();
  }

  private static JsonNode skymask(Path config, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--config", config.toString()));
    return Commands.json(Map.of(), all.toArray(String[]::new));
  }

  private static void python(String... arguments) {
    List<String> command = new ArrayList<>(List.of(PYTHON, "src/test/python/federation.py"));
    command.addAll(List.of(arguments));
    Commands.run(CLIENT, command);
  }

  static boolean hasPyTorch() {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import torch, pyarrow, cryptography, fsspec")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
