package org.skymask.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.config.ExperimentLoader;
import org.skymask.config.SettingsLoader;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.Device;
import org.skymask.engine.EnginePool;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelVersion;
import org.skymask.simulate.experiment.Cell;
import org.skymask.simulate.experiment.Selection;
import org.skymask.simulate.experiment.SimulateJob;
import org.skymask.simulate.experiment.Watcher;
import org.skymask.simulate.federation.RoundEnd;
import org.skymask.simulate.results.CellFiles;
import org.skymask.simulate.results.CellResult;
import org.skymask.simulate.results.RoundRow;
import org.skymask.storage.version.ModelStore;

/** Attacks that need what only a simulated federation has: triggers, rules, surrogates, turns. */
class AttacksIT {
  private static final Configuration HADOOP = new Configuration();
  private static final LabelledData TEST = SmallExperiment.digits(4, 200);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static JavaSparkContext spark;

  @SuppressWarnings("NullAway.Init")
  private static Path train;

  @SuppressWarnings("NullAway.Init")
  private static Path test;

  @SuppressWarnings("NullAway.Init")
  private static Path model;

  @BeforeAll
  static void open() throws IOException {
    spark = TestSpark.local(2);
    train = SmallExperiment.data(directory, "train.parquet", SmallExperiment.digits(3, 500));
    test = SmallExperiment.data(directory, "test.parquet", TEST);
    model = SmallExperiment.model(directory);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  /** An experiment that has been run. */
  private static final class Ran implements Watcher {
    private final Path output;
    private final SimulateJob job;
    private final SimulateJob.Outcome outcome;
    private final Map<String, String> failures = new TreeMap<>();

    Ran(String name, String matrix) throws IOException {
      output = directory.resolve(name);
      Path file = directory.resolve(name + ".conf");
      Files.writeString(
          file,
          """
          name = "%s"
          data { train = "%s", test = "%s" }
          federation { clients = 8, root-examples = 30, architecture = "%s" }
          training { rounds = 2, batch-size = 16, learning-rate = 0.2 }
          keep = models
          settings.aggregation.clip-norm = 0
          matrix.splits = [{ split = iid }]
          """
                  .formatted(name, train, test, model)
              + matrix);
      job =
          new SimulateJob(
              ExperimentLoader.load(file),
              keys -> SettingsLoader.load(null, keys),
              output.toString(),
              HADOOP);
      outcome = job.run(spark, Selection.ALL, false, this);
    }

    @Override
    public void failed(Cell cell, Exception why) {
      failures.put(cell.title(), String.valueOf(why.getMessage()));
    }

    Cell cell(String rule, String attack) {
      return job.cells().stream()
          .filter(cell -> cell.rule().label().equals(rule))
          .filter(cell -> cell.attack().name().equals(attack))
          .findFirst()
          .orElseThrow();
    }

    List<RoundRow> rows(Cell cell) throws IOException {
      return new CellFiles(output.toString(), HADOOP).readResult(cell.id()).orElseThrow().rows();
    }

    ModelVersion last(Cell cell) throws IOException {
      Path models = output.resolve("cells").resolve(cell.id()).resolve("models");
      ModelStore store = new ModelStore(models.toString(), HADOOP);
      return store.read(store.readCommit(store.findLatest().orElseThrow()).orElseThrow());
    }
  }

  /** Three of eight clients are more than Bulyan bears: in the round, or as the attacker asks. */
  @Test
  void cellsThatCannotBeRunFailAloneAndTheOthersAreRun() throws IOException {
    Ran ran =
        new Ran(
            "bulyan",
            """
            matrix.rules = [bulyan, median]
            matrix.attacks = [
              none
              alie-optimised
              { name = backdoor, share = 0.8 }
              { name = adaptive-trigger, value = 0 }
              { name = adaptive-skymask, alternations = 2, mask-epochs = 3 }
            ]
            matrix.fractions = [0.4]
            """);
    assertThat(ran.outcome).isEqualTo(new SimulateJob.Outcome(6, 6, 4));
    assertThat(ran.failures)
        .hasSize(4)
        .allSatisfy(
            (cell, why) ->
                assertThat(why)
                    .as(cell)
                    .startsWith("bulyan with rule.byzantine-count f = 3 and n = 8 updates"));
    for (String attack :
        List.of("alie-optimised", "backdoor", "adaptive-trigger", "adaptive-skymask")) {
      List<RoundRow> rows = ran.rows(ran.cell("median", attack));
      assertThat(rows).extracting(RoundRow::malicious).as(attack).containsExactly(3, 3);
      assertThat(rows).extracting(RoundRow::outcome).as(attack).containsOnly(RoundEnd.COMMITTED);
    }
    Cell backdoor = ran.cell("median", "backdoor");
    RoundRow last = RoundRow.last(ran.rows(backdoor));
    assertThat(last.attackSuccess()).isCloseTo(fooled(ran.last(backdoor), 1), within(1e-12));
    assertThat(last.attackSuccess()).isGreaterThan(0.1);
    // What the same trigger does where nobody put it in.
    Cell nobody = ran.cell("median", "none");
    assertThat(RoundRow.last(ran.rows(nobody)).attackSuccess())
        .isCloseTo(fooled(ran.last(nobody), 1), within(1e-12));
    // The pattern that was learned is measured, not the zeros that it began with.
    Cell learned = ran.cell("median", "adaptive-trigger");
    assertThat(RoundRow.last(ran.rows(learned)).attackSuccess())
        .isGreaterThan(fooled(ran.last(learned), 0) + 0.05);
  }

  /** Share of the test examples of classes 1 to 9 that are taken for class 0 with the pattern. */
  private static double fooled(ModelVersion version, float value) {
    float[] features = TEST.features().clone();
    for (int i = 0; i < TEST.size(); i++) {
      for (int cell = 0; cell < 9; cell++) {
        // No image: nine values from the first on; an image of 8 x 8: its lower right corner.
        int at = version.layout().input().size() == 1 ? cell : (5 + cell / 3) * 8 + 5 + cell % 3;
        features[i * TEST.featureCount() + at] = value;
      }
    }
    LabelledData triggered = new LabelledData(features, TEST.labels(), TEST.featureCount());
    float[] logits =
        EnginePool.use(
            version.architecture(),
            version.layout(),
            Device.CPU,
            engine -> {
              engine.load(version.values());
              return engine.outputs(triggered, 0, triggered.size());
            });
    List<Boolean> answers = new ArrayList<>();
    for (int i = 0; i < TEST.size(); i++) {
      if (TEST.labels()[i] != 0) {
        answers.add(CrossEntropy.predicted(logits, i * 10, 10) == 0);
      }
    }
    return (double) answers.stream().filter(answer -> answer).count() / answers.size();
  }

  /** Half of eight are four: the same four as where four are asked for. */
  @Test
  void aShareOfTheClientsTakesPart() throws IOException {
    String matrix =
        """
        matrix.rules = [median]
        matrix.attacks = [label-flip]
        matrix.fractions = [0.25]
        """;
    Ran share = new Ran("share", "federation.participation = 0.5\n" + matrix);
    Ran number = new Ran("number", "training.clients-a-round = 4\n" + matrix);
    Cell half = share.cell("median", "label-flip");
    Cell four = number.cell("median", "label-flip");
    assertThat(half.id()).isNotEqualTo(four.id());
    assertThat(share.rows(half)).extracting(RoundRow::clients).containsExactly(4, 4);
    assertThat(share.last(half).digest()).isEqualTo(number.last(four).digest());
  }

  /** Half of the clients a round: sometimes both malicious ones, sometimes one, sometimes none. */
  @Test
  void someClientsTakePartInARound() throws IOException {
    Ran ran =
        new Ran(
            "part",
            """
            training { rounds = 5, clients-a-round = 4 }
            matrix.rules = [median]
            matrix.attacks = [poisonedfl, { name = mixed, first = label-flip, second = boost }]
            matrix.fractions = [0.25]
            """);
    assertThat(ran.failures).isEmpty();
    List<RoundRow> rows = ran.rows(ran.cell("median", "poisonedfl"));
    assertThat(rows).extracting(RoundRow::clients).containsOnly(4);
    assertThat(rows).extracting(RoundRow::malicious).allMatch(count -> count <= 2);
    assertThat(rows.stream().map(RoundRow::malicious).distinct().count()).isGreaterThan(1);
    assertThat(ran.rows(ran.cell("median", "mixed")))
        .extracting(RoundRow::malicious)
        .isEqualTo(rows.stream().map(RoundRow::malicious).toList());
  }

  /** The table has both cells also when only the first has been run again. */
  @Test
  void oldResultsStandUntilTheNewOnesAreThere() throws IOException {
    Ran ran =
        new Ran(
            "again",
            """
            training.rounds = 1
            matrix.rules = [fedavg, median]
            matrix.attacks = [nan]
            matrix.fractions = [0.25]
            """);
    List<Integer> lines = new ArrayList<>();
    Watcher counting =
        new Watcher() {
          @Override
          public void finished(Cell cell, CellResult result) {
            try {
              lines.add(Files.readAllLines(ran.output.resolve("summary.csv")).size());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThat(ran.job.run(spark, Selection.ALL, true, counting))
        .isEqualTo(new SimulateJob.Outcome(2, 2, 0));
    assertThat(lines).containsExactly(3, 3);
  }
}
