package org.skymask.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fault.Fault;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.fault.Faults;
import org.skymask.fault.FaultyLocalFileSystem;

/**
 * A small matrix from end to end: undisturbed, killed in the middle and resumed, one cell alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulateIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
  private Path experiment;

  @BeforeAll
  void write(@TempDir Path temporary) throws IOException {
    directory = temporary;
    Path data = SmallExperiment.data(directory, "digits.parquet", SmallExperiment.digits(3, 600));
    Path model = SmallExperiment.model(directory);
    experiment = directory.resolve("small.conf");
    Files.writeString(
        experiment,
        """
        name = "Small <b>"
        data.train = "%s"
        federation { clients = 8, root-examples = 30, architecture = "%s" }
        training { rounds = 2, batch-size = 16, learning-rate = 0.2 }
        measures.examples = 40
        # A run is killed at a file.
        simulation.files = on
        settings.mask.epochs = 5
        matrix {
          rules = [trimmed-mean, { label = SkyMask, aggregator = skymask }]
          attacks = [none, nan, { name = sign-flip, label = flip }]
          fractions = [0.25]
          splits = [{ split = dirichlet, alpha = 2 }]
        }
        """
            .formatted(data, model));
  }

  private Run simulate(String output, String... more) {
    List<String> arguments = new ArrayList<>(List.of("simulate", experiment.toString()));
    arguments.addAll(List.of("--output", directory.resolve(output).toString()));
    arguments.addAll(List.of(more));
    Run run = Run.of(arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  /** Results by cell, without what depends on the machine's speed. */
  private Map<String, List<JsonNode>> results(String output) throws IOException {
    Map<String, List<JsonNode>> results = new TreeMap<>();
    try (Stream<Path> cells = Files.list(directory.resolve(output).resolve("cells"))) {
      for (Path cell : cells.toList()) {
        assertThat(cell.resolve("models")).doesNotExist();
        assertThat(cell.resolve("updates")).doesNotExist();
        JsonNode json = MAPPER.readTree(cell.resolve("cell.json").toFile());
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : json.path("rounds")) {
          rows.add(
              ((ObjectNode) row).without(List.of("seconds", "training_seconds", "round_seconds")));
        }
        results.put(cell.getFileName().toString(), rows);
      }
    }
    return results;
  }

  @Test
  void aKilledRunGoesOnAndEndsAsAnUndisturbedOne() throws Exception {
    JsonNode planned = simulate("whole", "--dry-run", "--json").json().path("cells");
    assertThat(planned).hasSize(6);
    JsonNode whole = simulate("whole", "--json").json();
    assertThat(whole.path("run").asInt()).isEqualTo(6);
    Map<String, List<JsonNode>> expected = results("whole");
    assertThat(expected.keySet())
        .containsExactlyInAnyOrderElementsOf(planned.findValuesAsText("cell"));
    checkRows(expected);

    killedIn(planned.get(3).path("cell").asText());
    assertThat(finished("killed")).isEqualTo(3);
    Run resumed = simulate("killed", "--json");
    assertThat(resumed.json().path("run").asInt()).isEqualTo(3);
    assertThat(results("killed")).isEqualTo(expected);
    assertThat(simulate("killed", "--json").json().path("run").asInt()).isZero();

    String cell = planned.get(4).path("cell").asText();
    assertThat(simulate("alone", "--cell", cell, "--json").json().path("run").asInt()).isEqualTo(1);
    assertThat(results("alone")).isEqualTo(Map.of(cell, expected.get(cell)));
    pagesAreThere("killed");
    resultsAreWrittenAnew();
    partsOfTwoProcessesMakeAWhole(expected);
    otherLabelsAreTheSameCells("killed");
  }

  /** It hangs at the cell's models, and is killed there. */
  private void killedIn(String cell) throws Exception {
    Path output = directory.resolve("killed");
    String models = output.resolve("cells").resolve(cell).resolve("models").toString();
    Fault fault = new Fault(1, Moment.BEFORE, Effect.HANGS, models);
    SkyMaskProcess process =
        SkyMaskProcess.startInOrder(
            List.of("-D" + Faults.PROPERTY + "=" + fault),
            "simulate",
            experiment.toString(),
            "--output",
            output.toString(),
            "-D",
            "spark.hadoop.fs.file.impl=" + FaultyLocalFileSystem.class.getName(),
            "-D",
            "spark.hadoop.fs.file.impl.disable.cache=true");
    process.await(Faults.HANGING);
    process.kill();
    process.end();
  }

  private void partsOfTwoProcessesMakeAWhole(Map<String, List<JsonNode>> expected)
      throws Exception {
    SkyMaskProcess first =
        SkyMaskProcess.start(
            "simulate",
            experiment.toString(),
            "--output",
            directory.resolve("parts").toString(),
            "--part",
            "1/2");
    first.await("3 cells to run");
    assertThat(simulate("parts", "--part", "2/2", "--json").json().path("run").asInt())
        .isEqualTo(3);
    assertThat(first.end().exit()).isZero();
    pagesAreThere("parts");
    assertThat(summary("parts")).isEqualTo(summary("whole"));
    assertThat(results("parts")).isEqualTo(expected);
    JsonNode after = simulate("parts", "--json").json();
    assertThat(after.path("run").asInt()).isZero();
    assertThat(after.path("finished").asInt()).isEqualTo(6);
  }

  /** Its lines without the seconds. A label may have a comma, and none stands behind them. */
  private List<String> summary(String output) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(output).resolve("summary.csv"));
    List<String> columns = List.of(lines.get(0).split(","));
    int behind = columns.size() - columns.indexOf("seconds_a_round");
    return lines.stream()
        .map(
            line -> {
              List<String> values = new ArrayList<>(List.of(line.split(",", -1)));
              values.remove(values.size() - behind);
              return String.join(",", values);
            })
        .toList();
  }

  /** From the finished cells alone: the data may be gone. */
  private void resultsAreWrittenAnew() throws IOException {
    Path results = directory.resolve("whole");
    Path page = results.resolve("report.html");
    String before = Files.readString(page);
    Files.delete(page);
    Files.delete(results.resolve("results.parquet"));
    assertThat(simulate("whole", "--report-only", "--json").json().path("finished").asInt())
        .isEqualTo(6);
    assertThat(Files.readString(page)).isEqualTo(before);

    Path data = directory.resolve("digits.parquet");
    Path away = directory.resolve("away");
    Files.move(data, away);
    Files.delete(page);
    JsonNode told = simulate("whole", "--report-only", "--json").json();
    assertThat(told.path("finished").asInt()).isEqualTo(6);
    assertThat(told.path("run").asInt()).isZero();
    assertThat(Files.readString(page)).isEqualTo(before);
    assertThat(simulate("alone", "--report-only").out()).contains("1 of 6 cells are finished");
    nothingIsFinished("nowhere", "digits.parquet", "no finished cell");
    Files.move(away, data);
    nothingIsFinished("nowhere", "has no finished cell of this experiment, expected", "of 6");
  }

  private void nothingIsFinished(String output, String... message) {
    Run run =
        Run.of(
            "simulate",
            experiment.toString(),
            "--output",
            directory.resolve(output).toString(),
            "--report-only");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains(message);
    assertThat(directory.resolve(output)).doesNotExist();
  }

  private void otherLabelsAreTheSameCells(String output) throws IOException {
    Path renamed = directory.resolve("renamed.conf");
    Files.writeString(
        renamed, Files.readString(experiment).replace("label = flip", "label = turned"));
    Run run =
        Run.of(
            "simulate",
            renamed.toString(),
            "--output",
            directory.resolve(output).toString(),
            "--json");
    assertThat(run.json().path("run").asInt()).isZero();
    assertThat(Files.readString(directory.resolve(output).resolve("summary.csv")))
        .contains(",turned,")
        .doesNotContain(",flip,");
  }

  private int finished(String output) {
    return Integer.parseInt(
        String.valueOf(
            simulate(output, "--dry-run", "--json")
                .json()
                .path("cells")
                .findValues("finished")
                .stream()
                .filter(JsonNode::asBoolean)
                .count()));
  }

  private static void checkRows(Map<String, List<JsonNode>> results) {
    for (List<JsonNode> rows : results.values()) {
      assertThat(rows).extracting(row -> row.path("round").asInt()).containsExactly(1, 2);
      JsonNode last = rows.get(1);
      boolean attacked = !last.path("attack").asText().equals("none");
      assertThat(last.path("malicious").asInt()).isEqualTo(attacked ? 2 : 0);
      if (last.path("attack").asText().equals("nan")) {
        // Admission refuses them, whatever the rule.
        assertThat(last.path("caught").asInt()).isEqualTo(2);
        assertThat(last.path("false_negative_rate").asDouble()).isZero();
      }
      if (!last.path("attack").asText().equals("flip")) {
        assertThat(last.path("accuracy").asDouble()).as("%s", last).isGreaterThan(0.5);
      }
    }
  }

  private void pagesAreThere(String output) throws IOException {
    Path results = directory.resolve(output);
    assertThat(results.resolve("results.parquet")).isNotEmptyFile();
    assertThat(Files.readAllLines(results.resolve("summary.csv"))).hasSize(7);
    assertThat(Files.readString(results.resolve("report.html")))
        .contains("Small &lt;b&gt;", "SkyMask", "worst case");
  }

  @Test
  void namesThatThereAreNotAreToldBeforeSparkStarts() throws IOException {
    Path wrong = directory.resolve("wrong.conf");
    Files.writeString(
        wrong,
        Files.readString(experiment)
            + "\nmatrix { rules = [krumm], attacks = [sing-flip], splits = [{ split = iid, q = 1 }] }");
    Run run = Run.of("simulate", wrong.toString(), "--output", directory.resolve("w").toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("matrix.rules: aggregator = krumm: there is no rule krumm; did you mean krum?")
        .contains("matrix.attacks: there is no attack sing-flip")
        .contains("matrix.splits: split iid has no parameter q; it has none");
    Run cell =
        Run.of(
            "simulate",
            experiment.toString(),
            "--output",
            directory.resolve("w").toString(),
            "--cell",
            "nowhere");
    assertThat(cell.exit()).isEqualTo(2);
    assertThat(cell.message()).contains("--cell nowhere: the experiment has no such cell");
    Run two =
        Run.of(
            "simulate",
            experiment.toString(),
            "--output",
            directory.resolve("w").toString(),
            "--report-only",
            "--part",
            "1/2");
    assertThat(two.exit()).isEqualTo(2);
    assertThat(two.message()).contains("--report-only runs no cell: expected none of");
  }
}
