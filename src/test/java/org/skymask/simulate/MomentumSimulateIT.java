package org.skymask.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.TestFederation;

/** A simulated federation keeps as many rounds of uploads as its rule's momentum reads again. */
class MomentumSimulateIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 4;

  @Test
  void aLongerMomentumSeesMoreRounds(@TempDir Path directory) throws IOException {
    Path data = SmallExperiment.data(directory, "digits.parquet", SmallExperiment.digits(3, 600));
    Path experiment = directory.resolve("small.conf");
    Files.writeString(
        experiment,
        """
        name = small
        data.train = "%s"
        federation { clients = 4, root-examples = 30, architecture = "%s" }
        training { rounds = %d, batch-size = 16, learning-rate = 0.2 }
        measures.examples = 40
        keep = models
        matrix {
          rules = [
            { label = one, aggregator = "momentum+median", rule.momentum.rounds = 1 }
            { label = two, aggregator = "momentum+median", rule.momentum.rounds = 2 }
            { label = three, aggregator = "momentum+median", rule.momentum.rounds = 3 }
          ]
          attacks = [none]
          fractions = [0]
          splits = [{ split = dirichlet, alpha = 2 }]
        }
        """
            .formatted(data, SmallExperiment.model(directory), ROUNDS));
    Path output = directory.resolve("out");
    Run run = Run.of("simulate", experiment.toString(), "--output", output.toString());
    assertThat(run.exit()).as(run.err()).isZero();
    Map<String, List<String>> models = models(output.resolve("cells"));
    List<String> one = Objects.requireNonNull(models.get("1"));
    List<String> two = Objects.requireNonNull(models.get("2"));
    List<String> three = Objects.requireNonNull(models.get("3"));
    // Round 3 is the first that a momentum over one earlier round sees less of, round 4 the first
    // for two.
    assertThat(one.subList(0, 2)).isEqualTo(two.subList(0, 2));
    assertThat(one.get(2)).isNotEqualTo(two.get(2));
    assertThat(two.subList(0, 3)).isEqualTo(three.subList(0, 3));
    assertThat(two.get(3)).isNotEqualTo(three.get(3));
  }

  /** Digests of the models of rounds 1 to 4, by the rounds of the momentum. */
  private static Map<String, List<String>> models(Path cells) throws IOException {
    Map<String, List<String>> models = new TreeMap<>();
    try (Stream<Path> all = Files.list(cells)) {
      for (Path cell : all.toList()) {
        List<String> digests = new ArrayList<>();
        String rounds = "";
        for (int round = 1; round <= ROUNDS; round++) {
          Path attempt = TestFederation.only(cell.resolve("models/round=" + round), "attempt=");
          var record = JSON.readTree(attempt.resolve("round.json").toFile());
          digests.add(record.path("model").asText());
          rounds = record.at("/configuration/rule/momentum/rounds").asText();
        }
        models.put(rounds, digests);
      }
    }
    return models;
  }
}
