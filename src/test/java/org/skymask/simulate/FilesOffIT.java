package org.skymask.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.storage.memory.MemoryFiles;

/**
 * Federations whose files lie in memory have the results and the models of those with files: with
 * uploads that are refused, clipped and filtered, and with rules that read earlier rounds' uploads,
 * or keep a memory of their own.
 */
class FilesOffIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Enough for a client's curvature to be known twice, which flags need. */
  private static final int ROUNDS = 8;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path directory;

  private Run simulate(String name, String more, String... options) throws IOException {
    Path data = directory.resolve("digits.parquet");
    if (!Files.exists(data)) {
      SmallExperiment.data(directory, "digits.parquet", SmallExperiment.digits(3, 600));
      SmallExperiment.model(directory);
    }
    Path experiment = directory.resolve(name + ".conf");
    Files.writeString(
        experiment,
        """
        name = small
        data.train = "%s"
        federation { clients = 8, root-examples = 30, architecture = "%s" }
        training { rounds = %d, batch-size = 16, learning-rate = 0.2 }
        measures.examples = 40
        settings { mask.epochs = 3, aggregation.clip-norm = 1.1 }
        matrix {
          rules = [
            fedavg
            centred-clipping
            { label = momentum, aggregator = "momentum+median", rule.momentum.rounds = 2 }
            { label = memory, aggregator = skymask, cluster.decision = remembered }
          ]
          attacks = [nan, sign-flip]
          fractions = [0.25]
          splits = [{ split = dirichlet, alpha = 2 }]
        }
        %s
        """
            .formatted(data, directory.resolve("model"), ROUNDS, more));
    String output = directory.resolve(name).toString();
    return Run.of(
        Stream.concat(
                Stream.of("simulate", experiment.toString(), "--output", output, "--json"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  /** Results by cell, without what depends on the machine's speed. */
  private Map<String, JsonNode> results(String name) throws IOException {
    Map<String, JsonNode> results = new TreeMap<>();
    try (Stream<Path> cells = Files.list(directory.resolve(name).resolve("cells"))) {
      for (Path cell : cells.toList()) {
        try (Stream<Path> left = Files.list(cell)) {
          assertThat(left.map(file -> file.getFileName().toString())).containsExactly("cell.json");
        }
        JsonNode json = MAPPER.readTree(cell.resolve("cell.json").toFile());
        for (JsonNode row : json.path("rounds")) {
          ((ObjectNode) row).remove(List.of("seconds", "training_seconds", "round_seconds"));
        }
        results.put(cell.getFileName().toString(), json);
      }
    }
    return results;
  }

  @Test
  void bothWaysGiveTheSameModels() throws IOException {
    Run files = simulate("files", "simulation.files = on");
    assertThat(files.exit()).as(files.err()).isZero();
    Run memory = simulate("memory", "simulation.files = off");
    assertThat(memory.exit()).as(memory.err()).isZero();
    Map<String, JsonNode> expected = results("files");
    assertThat(expected).hasSize(8);
    Set<String> models = new TreeSet<>();
    expected.values().forEach(cell -> models.add(cell.path("model").asText()));
    // Where refused uploads alone are malicious, the mean and the decision with memory are one.
    assertThat(models).hasSize(7).allMatch(model -> model.startsWith("sha256:"));
    assertThat(expected.values())
        .flatExtracting(cell -> cell.path("rounds").findValues("caught"))
        .anyMatch(caught -> caught.asInt() == 2);
    assertThat(results("memory")).isEqualTo(expected);
    assertThat(left()).isEmpty();
  }

  /** What lies in memory still. */
  private static org.apache.hadoop.fs.FileStatus[] left() throws IOException {
    Configuration hadoop = new Configuration(false);
    MemoryFiles.register(hadoop);
    org.apache.hadoop.fs.Path root = MemoryFiles.fresh().getParent();
    return root.getFileSystem(hadoop).listStatus(root);
  }

  @Test
  void nothingIsKeptWithoutFiles() throws IOException {
    Run run = simulate("kept", "simulation.files = off, keep = models");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("simulation.files = off and keep = models: nothing can be kept without files");
  }

  /** Executors of their own cannot read what lies in the driver's memory. */
  @Test
  void aClusterIsRefused() throws IOException {
    String master = "local-cluster[1,1,1024]";
    Run run = simulate("cluster", "simulation.files = off", "-D", "spark.master=" + master);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.message())
        .contains("simulation.files = off, and the master is " + master + ": its executors do not");
    assertThat(directory.resolve("cluster").resolve("cells")).doesNotExist();
  }

  /** Only every second round and the last one have figures, and they are those of every round. */
  @Test
  void roundsBetweenAreNotMeasured() throws IOException {
    Run run = simulate("second", "measures.every = 2, matrix.rules = [fedavg]");
    assertThat(run.exit()).as(run.err()).isZero();
    Run all = simulate("every", "matrix.rules = [fedavg]");
    assertThat(all.exit()).as(all.err()).isZero();
    List<JsonNode> some = rounds("second");
    List<JsonNode> every = rounds("every");
    assertThat(some).hasSize(2 * ROUNDS);
    for (int i = 0; i < some.size(); i++) {
      int round = some.get(i).path("round").asInt();
      for (String figure : List.of("accuracy", "value", "loss", "attack_success")) {
        JsonNode expected =
            round % 2 == 0 || round == ROUNDS
                ? every.get(i).path(figure)
                : MAPPER.getNodeFactory().nullNode();
        assertThat(some.get(i).path(figure))
            .as("%s in round %d", figure, round)
            .isEqualTo(expected);
      }
    }
  }

  /** Of all cells: fedavg alone, so attacks are told apart by their labels. */
  private List<JsonNode> rounds(String name) throws IOException {
    Map<String, JsonNode> byAttack = new TreeMap<>();
    for (JsonNode cell : results(name).values()) {
      byAttack.put(cell.path("rounds").get(0).path("attack").asText(), cell);
    }
    return byAttack.values().stream()
        .flatMap(
            cell -> Stream.iterate(0, i -> i < ROUNDS, i -> i + 1).map(cell.path("rounds")::get))
        .toList();
  }
}
