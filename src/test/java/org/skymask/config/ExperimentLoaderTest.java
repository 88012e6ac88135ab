package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.Experiment.Keep;
import org.skymask.config.Experiment.Presence;

class ExperimentLoaderTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path directory;

  private Experiment load(String text) {
    Path file = directory.resolve("x.conf");
    try {
      Files.writeString(file, "name = x, data.train = a.parquet\n" + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ExperimentLoader.load(file);
  }

  @Test
  void everyKeyIsRead() {
    Experiment all =
        load(
            """
            name = y, data { train = b, test = c }, keep = models
            measures { examples = 9, every = 4 }, simulation.files = on
            federation { clients = 3, examples = 4, root-examples = 5, test-share = 0.3 }
            federation.architecture = softmax
            training { rounds = 6, local-epochs = 7, batch-size = 8, learning-rate = 0.2 }
            federation.late { share = 0.25, round = 7 }
            federation { root-bias = 0.4, root-class = 2 }
            federation.root-source = { source = noise, deviation = 0.3 }
            training.clients-a-round = 2
            settings { mask.epochs = 3, cluster { decision = root-row } }
            matrix {
              rules = [fedavg, { label = "Mine", aggregator = skymask, mask.epochs = 5 }
                       { aggregator = skymask, cluster.decision = verified }]
              attacks = [none, { name = scaling, factor = 4 }]
              fractions = [0.1, 0.4], seeds = [4, 5], splits = [{ split = label-bias, q = 0.5 }]
            }
            """);
    assertThat(all.name()).isEqualTo("y");
    assertThat(all.data()).isEqualTo(new Experiment.Data("b", "c"));
    assertThat(all.federation())
        .isEqualTo(
            new Experiment.Federation(
                3,
                4,
                new RootSample(
                    5,
                    new RootSample.Bias(0.4, 2),
                    new Entry("noise, deviation = 0.3", "noise", Map.of("deviation", 0.3))),
                0.3,
                "softmax",
                new Presence(1, 0.25, 7)));
    assertThat(all.matrix().axes()).isEqualTo(Axes.NONE);
    assertThat(all.variants()).containsExactly(new Axes.Variant("", all.federation()));
    assertThat(all.training()).isEqualTo(new Experiment.Training(6, 7, 8, 0.2, 2));
    assertThat(all.storing()).isEqualTo(new Experiment.Storing(Keep.MODELS, Experiment.Files.ON));
    assertThat(all.measures()).isEqualTo(new Experiment.Measures(9, 4));
    assertThat(all.settings())
        .isEqualTo(Map.of("mask.epochs", "3", "cluster.decision", "root-row"));
    assertThat(all.matrix().rules())
        .containsExactly(
            new Entry("fedavg", "fedavg", Map.of("aggregator", "fedavg")),
            new Entry("Mine", "skymask", Map.of("aggregator", "skymask", "mask.epochs", "5")),
            new Entry(
                "skymask (cluster.decision = verified)",
                "skymask",
                Map.of("aggregator", "skymask", "cluster.decision", "verified")));
    assertThat(all.matrix().attacks())
        .containsExactly(
            new Entry("none", "none", Map.of()),
            new Entry("scaling, factor = 4", "scaling", Map.of("factor", 4)));
    assertThat(all.matrix().splits())
        .containsExactly(new Entry("label-bias, q = 0.5", "label-bias", Map.of("q", 0.5)));
    assertThat(all.matrix().fractions()).containsExactly(0.1, 0.4);
    assertThat(all.matrix().seeds()).containsExactly(4L, 5L);
  }

  @Test
  void everyAxisIsRead() {
    Experiment axes =
        load(
            """
            matrix {
              clients = [20, 50], participation = [0.2, 1], root-examples = [20, 300]
              root-bias = [balanced, 0.1, 0.95]
              root-source = [same, { source = silos, label = others }]
            }
            """);
    assertThat(axes.matrix().axes())
        .isEqualTo(
            new Axes(
                List.of(20, 50),
                List.of(0.2, 1.0),
                List.of(20, 300),
                List.of(
                    RootSample.Bias.BALANCED,
                    new RootSample.Bias(0.1, 0),
                    new RootSample.Bias(0.95, 0)),
                List.of(RootSample.SAME, new Entry("others", "silos", Map.of()))));
    assertThat(axes.variants()).hasSize(2 * 2 * 2 * 3 * 2);
    assertThat(axes.variants().get(47).label())
        .isEqualTo(
            "50 clients, 100 % of the clients a round, 300 root examples, root bias 0.95, root"
                + " source others");
  }

  /** A number of clients and a share would be two answers to one question. */
  @Test
  void aShareTakesPart() {
    Experiment half = load("federation.participation = 0.5");
    assertThat(half.federation().presence()).isEqualTo(new Presence(0.5, 0, 5));
    assertThatThrownBy(() -> load("federation.participation = 0.5, training.clients-a-round = 3"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "federation.participation and training.clients-a-round: expected one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.round = 3 | x.conf: 2: unknown key training.round; did you mean training.rounds?",
        "trainig.rounds = 3 | unknown key trainig.rounds; did you mean training.rounds?",
        "mask.epochs = 3 | unknown key mask.epochs",
        "rule.krum.m = 3 | unknown key rule; settings of rounds stand below settings",
        "spark.a = 3 | unknown key spark",
        "training.rounds = 0 | training.rounds: expected a whole number, 1 or more, found 0",
        "federation.test-share = 1 | federation.test-share: expected a number, above 0, below 1",
        "federation.participation = 0 | federation.participation: expected a number, above 0, at most 1",
        "federation.late.share = 1 | federation.late.share: expected a number, 0 or more, below 1",
        "federation.late.round = 0 | federation.late.round: expected a whole number, 1 or more",
        "federation.late.rounds = 3 | did you mean federation.late.round?",
        "federation.root-bias = 1.5 | x.conf: 2: federation.root-bias: expected \"balanced\" or a number, from 0 to 1, found 1.5",
        "federation.root-class = -1, federation.root-bias = 0.5 | federation.root-class: expected a whole number, 0 or more",
        "federation.root-source = { deviation = 1 } | x.conf: 2: federation.root-source: expected source = <name> in the block",
        "federation.root-sources = same | did you mean federation.root-source?",
        "matrix.clients = [20, 1] | x.conf: 2: matrix.clients: expected a whole number, 2 or more, found 1",
        "matrix.clients = 20 | matrix.clients: expected a list with at least one entry",
        "matrix.participation = [0] | matrix.participation: expected a number, above 0, at most 1",
        "matrix.participation = [0.5], training.clients-a-round = 3 | x.conf: 2: matrix.participation and training.clients-a-round: expected one of them, found both",
        "matrix.root-examples = [20, 20] | matrix.root-examples: expected each value once, found 20",
        "matrix.root-bias = [half] | matrix.root-bias: expected \"balanced\" or a number, from 0 to 1, found half",
        "matrix.root-source = [same, same] | matrix.root-source: two entries are labelled \"same\"",
        "keep = some | keep: expected \"nothing\" or \"models\" or \"all\"",
        "data.train = null | data.train is not set, and there is no default",
        "settings.mask.epoch = 3 | settings: unknown key mask.epoch; did you mean mask.epochs?",
        "settings.models = a | settings: models is set by the simulation",
        "matrix.rules = [] | matrix.rules: expected a list with at least one entry",
        "matrix.rules = [{label = a}] | matrix.rules: expected a rule's name, or a block",
        "matrix.rules = [{aggregator = skymask, mask.epochs = 0}] | matrix.rules: mask.epochs: expected",
        "matrix.rules = [{aggregator = skymask, mask.epoch = 1}] | did you mean mask.epochs?",
        "matrix.rules = [{aggregator = skymask, seed = 1}] | matrix.rules: seed is set by the",
        "matrix.rules = [fedavg, fedavg] | two entries are labelled \"fedavg\"",
        "matrix.attacks = [{factor = 3}] | matrix.attacks: expected name = <name> in the block",
        "matrix.attacks = [[]] | matrix.attacks: expected a name, or a block with name = <name>",
        "matrix.fractions = [1.2] | matrix.fractions: expected a number, from 0 to 1, found 1.2",
        "matrix.seeds = [1, 2, 1] | x.conf: 2: matrix.seeds: expected each value once, found 1 twice",
        "matrix.fractions = [0.2, 0.20] | matrix.fractions: expected each value once, found 0.2 twice",
        "matrix.seeds = [a] | matrix.seeds: expected a whole number of 64 bits, found a",
      })
  void whatIsWrongIsNamed(String text, String message) {
    assertThatThrownBy(() -> load(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedExperimentsAreSound(Path file) {
    assertThat(ExperimentLoader.load(file).matrix().rules()).isNotEmpty();
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf/experiments"))) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList().stream();
    }
  }

  /** Where somebody keeps something, or an executor is elsewhere, there are files. */
  @Test
  void filesAreLeftOutWhereNobodyMissesThem() {
    Experiment.Storing auto = Experiment.Storing.RESULTS;
    assertThat(auto.isInMemory(true, 100, 400)).isTrue();
    assertThat(auto.isInMemory(true, 101, 400)).isFalse();
    assertThat(auto.isInMemory(false, 100, 400)).isFalse();
    for (Keep kept : new Keep[] {Keep.MODELS, Keep.ALL}) {
      Experiment.Storing keeping = new Experiment.Storing(kept, Experiment.Files.AUTO);
      assertThat(keeping.isInMemory(true, 100, 400)).as(kept.code()).isFalse();
    }
    assertThat(load("simulation.files = off").storing().isInMemory(true, 500, 400)).isTrue();
    assertThat(load("simulation.files = on").storing().isInMemory(true, 1, 400)).isFalse();
  }

  @Test
  void modelsAreMeasuredWhenTheyAreToBe() {
    Experiment.Measures measures = new Experiment.Measures(50, 3);
    assertThat(IntStream.rangeClosed(1, 7).map(round -> measures.in(round, 7)))
        .containsExactly(0, 0, 50, 0, 0, 50, Integer.MAX_VALUE);
    assertThat(Experiment.Measures.ALL.in(1, 7)).isEqualTo(Integer.MAX_VALUE);
  }
}
