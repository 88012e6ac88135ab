package org.skymask.simulate.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.config.Axes;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.Experiment.Presence;
import org.skymask.config.ExperimentLoader;
import org.skymask.config.RootSample;
import org.skymask.config.SettingsLoader;

class CellsTest {
  private static final Entry FEDAVG = new Entry("a", "fedavg", Map.of("aggregator", "fedavg"));
  private static final Entry SKYMASK = new Entry("b", "skymask", Map.of("aggregator", "skymask"));
  private static final Entry NOBODY = new Entry("none", "none", Map.of());
  private static final Entry FLIP = new Entry("flip", "label-flip", Map.of());
  private static final Entry IID = new Entry("iid", "iid", Map.of());

  private static Experiment experiment(
      int rounds, Entry rule, Entry attack, @Nullable String test) {
    return experiment(rounds, rule, attack, test, Presence.EVERYBODY);
  }

  private static Experiment experiment(
      int rounds, Entry rule, Entry attack, @Nullable String test, Presence presence) {
    return new Experiment(
        "x",
        new Experiment.Data("train", test),
        new Experiment.Federation(
            10,
            0,
            new RootSample(20, RootSample.Bias.BALANCED, RootSample.SAME),
            0.2,
            "cnn",
            presence),
        new Experiment.Training(rounds, 1, 32, 0.05, 0),
        new Experiment.Matrix(
            List.of(FEDAVG, rule),
            List.of(NOBODY, attack),
            List.of(0.4, 0.2),
            List.of(IID),
            List.of(1L, 2L),
            Axes.NONE),
        Experiment.Measures.ALL,
        Experiment.Storing.RESULTS,
        Map.of());
  }

  private static List<Cell> cells(
      Experiment experiment, String materials, Map<String, String> base) {
    return new Cells(
            experiment,
            materials,
            keys -> {
              Map<String, String> all = new java.util.TreeMap<>(base);
              all.putAll(keys);
              return SettingsLoader.load(null, all);
            })
        .all();
  }

  private static List<Cell> cells(Experiment experiment) {
    return cells(experiment, "m", Map.of());
  }

  private static List<String> ids(List<Cell> cells) {
    return cells.stream().map(Cell::id).toList();
  }

  @Test
  void nobodyAttacksOnceForEachRuleAndSeed() {
    List<Cell> cells = cells(experiment(3, SKYMASK, FLIP, "t"));
    assertThat(cells).hasSize(2 * (2 + 2 * 2));
    assertThat(ids(cells)).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{12}"));
    assertThat(cells.subList(0, 6))
        .extracting(Cell::title)
        .containsExactly(
            "a × none, iid, seed 1",
            "b × none, iid, seed 1",
            "a × flip 20 %, iid, seed 1",
            "b × flip 20 %, iid, seed 1",
            "a × flip 40 %, iid, seed 1",
            "b × flip 40 %, iid, seed 1");
    assertThat(cells.get(1).settings())
        .containsEntry("root.learning-rate", "0.05")
        .containsEntry("quorum.on-rejection", "carry");
  }

  @Test
  void aCellIsKnownByWhatDeterminesItsResult() {
    Experiment given = experiment(3, SKYMASK, FLIP, "t");
    List<String> known = ids(cells(given));
    assertThat(ids(cells(given))).isEqualTo(known);
    Entry renamed = new Entry("another label", "skymask", SKYMASK.parameters());
    assertThat(ids(cells(experiment(3, renamed, FLIP, "t")))).isEqualTo(known);
    Map<String, String> places =
        Map.of("models", "elsewhere", "updates", "there", "federation", "f", "spark.x", "1");
    assertThat(ids(cells(given, "m", places))).isEqualTo(known);
    Entry explicit =
        new Entry("b", "skymask", Map.of("aggregator", "skymask", "mask.epochs", "20"));
    assertThat(ids(cells(experiment(3, explicit, FLIP, "t")))).isEqualTo(known);
    Presence nobodyLate = new Presence(1, 0, 7);
    assertThat(ids(cells(experiment(3, SKYMASK, FLIP, "t", nobodyLate)))).isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"materials", "rounds", "setting", "attack", "test", "late", "participation"})
  void anythingElseMakesOtherCells(String what) {
    List<String> known = ids(cells(experiment(3, SKYMASK, FLIP, "t")));
    Entry other = new Entry("b", "skymask", Map.of("aggregator", "skymask", "mask.epochs", "5"));
    Entry attack = new Entry("flip", "label-flip", Map.of("to", 1));
    List<Cell> cells =
        switch (what) {
          case "materials" -> cells(experiment(3, SKYMASK, FLIP, "t"), "n", Map.of());
          case "rounds" -> cells(experiment(4, SKYMASK, FLIP, "t"));
          case "setting" -> cells(experiment(3, other, FLIP, "t"));
          case "attack" -> cells(experiment(3, SKYMASK, attack, "t"));
          case "late" -> cells(experiment(3, SKYMASK, FLIP, "t", new Presence(1, 0.2, 2)));
          case "participation" -> cells(experiment(3, SKYMASK, FLIP, "t", new Presence(0.9, 0, 1)));
          default -> cells(experiment(3, SKYMASK, FLIP, null));
        };
    List<String> changed = new ArrayList<>(ids(cells));
    changed.removeAll(known);
    int expected = what.equals("setting") ? 6 : what.equals("attack") ? 8 : 12;
    assertThat(changed).hasSize(expected);
  }

  /** Of whoever has finished cells: a key that comes later must not run them again. */
  @Test
  void cellsWithoutAxesKeepTheirIdentity() throws IOException {
    Experiment smoke = ExperimentLoader.load(Path.of("conf/experiments/smoke.conf"));
    String materials = Materials.of(smoke, new Configuration(false)).digest();
    assertThat(ids(cells(smoke, materials, Map.of())))
        .containsExactly(
            "b312a5981d04",
            "830bbdeb7320",
            "c85263a738ef",
            "85f60afe8c8b",
            "779abcbe521d",
            "747a4896b383");
  }

  private static final Entry NOISE = new Entry("noise", "noise", Map.of("deviation", 0.3));

  private static List<Cell> along(Axes axes) {
    Experiment base = experiment(3, SKYMASK, FLIP, "t");
    Experiment.Matrix given = base.matrix();
    return cells(
        new Experiment(
            base.name(),
            base.data(),
            base.federation(),
            base.training(),
            new Experiment.Matrix(
                given.rules(),
                given.attacks(),
                given.fractions(),
                given.splits(),
                given.seeds(),
                axes),
            base.measures(),
            base.storing(),
            base.settings()));
  }

  @Test
  void eachCombinationOfTheAxesIsAFederation() {
    List<Cell> cells =
        along(
            new Axes(
                List.of(10, 20),
                List.of(0.5),
                List.of(),
                List.of(RootSample.Bias.BALANCED, new RootSample.Bias(0.5, 0)),
                List.of(RootSample.SAME, NOISE)));
    assertThat(cells).hasSize(8 * 12);
    assertThat(ids(cells)).doesNotHaveDuplicates();
    assertThat(cells.stream().map(Cell::place).distinct())
        .containsExactly(
            "iid, 10 clients, root bias balanced, root source same",
            "iid, 10 clients, root bias balanced, root source noise",
            "iid, 10 clients, root bias 0.5, root source same",
            "iid, 10 clients, root bias 0.5, root source noise",
            "iid, 20 clients, root bias balanced, root source same",
            "iid, 20 clients, root bias balanced, root source noise",
            "iid, 20 clients, root bias 0.5, root source same",
            "iid, 20 clients, root bias 0.5, root source noise");
    Experiment.Federation last = cells.get(95).variant().federation();
    assertThat(last.clients()).isEqualTo(20);
    assertThat(last.presence().participation()).isEqualTo(0.5);
    assertThat(last.root()).isEqualTo(new RootSample(20, new RootSample.Bias(0.5, 0), NOISE));
  }

  /** Two files share the cells that they both mean. */
  @Test
  void whereAnAxisSaysWhatTheFederationSaysTheCellIsTheSame() {
    List<String> known = ids(cells(experiment(3, SKYMASK, FLIP, "t")));
    Axes same =
        new Axes(
            List.of(10),
            List.of(1.0),
            List.of(20),
            List.of(RootSample.Bias.BALANCED),
            List.of(new Entry("another label", "same", Map.of())));
    assertThat(ids(along(same))).isEqualTo(known);
    assertThat(ids(along(new Axes(List.of(), List.of(), List.of(20, 30), List.of(), List.of()))))
        .containsAll(known)
        .hasSize(24)
        .doesNotHaveDuplicates();
  }

  /** There the first backdoor's trigger is measured. */
  @Test
  void aBackdoorInTheMatrixMakesOtherCellsWhereNobodyAttacks() {
    List<String> known = ids(cells(experiment(3, SKYMASK, FLIP, "t")));
    Entry backdoor = new Entry("backdoor", "backdoor", Map.of());

    List<String> changed = new ArrayList<>(ids(cells(experiment(3, SKYMASK, backdoor, "t"))));
    changed.removeAll(known);

    assertThat(changed).hasSize(12);
  }
}
