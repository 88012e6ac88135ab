package org.skymask.simulate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.TestFederation;
import org.skymask.config.ExperimentLoader;
import org.skymask.config.SettingsLoader;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.Evidence;
import org.skymask.memory.MemoryState;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;
import org.skymask.round.recall.ClientMemories;
import org.skymask.simulate.experiment.Cell;
import org.skymask.simulate.experiment.Selection;
import org.skymask.simulate.experiment.SimulateJob;
import org.skymask.simulate.experiment.Watcher;
import org.skymask.simulate.results.CellFiles;
import org.skymask.simulate.results.RoundRow;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.ModelStore;

/**
 * Attacks on a decision with memory, in federations of twelve clients, a quarter of which join in
 * round 3.
 */
class MemoryAttacksIT {
  private static final Configuration HADOOP = new Configuration();
  private static final int ROUNDS = 6;
  private static final int CLIENTS = 12;
  private static final int LATE = 3;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static SimulateJob job;

  /** Of the clients that take new names. */
  @SuppressWarnings("NullAway.Init")
  private static Set<Integer> malicious;

  @BeforeAll
  static void run() throws IOException {
    Path data = SmallExperiment.data(directory, "digits.parquet", SmallExperiment.digits(3, 900));
    Path file = directory.resolve("memory.conf");
    Files.writeString(
        file,
        """
        name = memory
        data.train = "%s"
        federation { clients = %d, root-examples = 60, architecture = "%s" }
        federation.late { share = 0.25, round = 3 }
        training { rounds = %d, batch-size = 16, learning-rate = 0.2 }
        measures.examples = 40
        keep = models
        settings.mask.epochs = 5
        matrix {
          rules = [{ label = memory, aggregator = skymask, cluster.decision = remembered }]
          attacks = [
            sign-flip
            { name = rotate, rounds = 2 }
            { name = adaptive-remembered, attack = sign-flip }
          ]
          fractions = [0.25]
          splits = [{ split = iid }]
        }
        """
            .formatted(data, CLIENTS, SmallExperiment.model(directory), ROUNDS));
    job =
        new SimulateJob(
            ExperimentLoader.load(file),
            keys -> SettingsLoader.load(null, keys),
            directory.resolve("out").toString(),
            HADOOP);
    try (var spark = TestSpark.local(2)) {
      assertThat(job.run(spark, Selection.ALL, false, new Loud()))
          .isEqualTo(new SimulateJob.Outcome(3, 3, 0));
    }
    malicious =
        memory("rotate", ROUNDS).clients().keySet().stream()
            .filter(name -> name.split("-").length == 3)
            .map(MemoryAttacksIT::number)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static final class Loud implements Watcher {
    @Override
    public void failed(Cell cell, Exception why) {
      throw new AssertionError(cell.title(), why);
    }
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring("client-".length()).split("-")[0]);
  }

  private static Cell cell(String attack) {
    return job.cells().stream()
        .filter(cell -> cell.attack().name().equals(attack))
        .findFirst()
        .orElseThrow();
  }

  private static Path models(String attack) {
    return directory.resolve("out/cells").resolve(cell(attack).id()).resolve("models");
  }

  private static MemoryState memory(String attack, int version) throws IOException {
    ModelStore store = new ModelStore(models(attack).toString(), HADOOP);
    return Objects.requireNonNull(
        ClientMemories.read(store, store.readCommit(version).orElseThrow()).state());
  }

  private static List<ClientResult> clients(String attack, int round) throws IOException {
    Path attempt = TestFederation.only(models(attack).resolve("round=" + round), "attempt=");
    return ClientsFile.read(
        new org.apache.hadoop.fs.Path(attempt.resolve("clients.parquet").toUri()), HADOOP);
  }

  private static List<RoundRow> rows(String attack) throws IOException {
    return new CellFiles(directory.resolve("out").toString(), HADOOP)
        .readResult(cell(attack).id())
        .orElseThrow()
        .rows();
  }

  private static Map<String, List<Integer>> rounds(MemoryState state) {
    Map<String, List<Integer>> rounds = new TreeMap<>();
    state.clients().forEach((name, client) -> rounds.put(name, client.rounds()));
    return rounds;
  }

  /** Clients that are in no row of the first round. */
  private static Set<Integer> late(String attack) throws IOException {
    Set<Integer> late = new TreeSet<>();
    for (int client = 0; client < CLIENTS; client++) {
      late.add(client);
    }
    clients(attack, 1).forEach(client -> late.remove(number(client.client())));
    return late;
  }

  @Test
  void lateClientsAreThereFromTheirRoundOn() throws IOException {
    Set<Integer> late = late("sign-flip");
    assertThat(late).hasSize(3);
    for (String attack : List.of("sign-flip", "rotate", "adaptive-remembered")) {
      assertThat(late(attack)).as("the same whoever attacks").isEqualTo(late);
      for (int round = 1; round < LATE; round++) {
        assertThat(clients(attack, round))
            .hasSize(CLIENTS - 3)
            .noneMatch(client -> late.contains(number(client.client())));
        assertThat(memory(attack, round).clients().keySet())
            .noneMatch(name -> late.contains(number(name)));
      }
      assertThat(clients(attack, LATE)).hasSize(CLIENTS);
      assertThat(rows(attack))
          .extracting(RoundRow::clients)
          .containsExactly(CLIENTS - 3, CLIENTS - 3, CLIENTS, CLIENTS, CLIENTS, CLIENTS);
    }
    Map<String, List<Integer>> rounds = rounds(memory("sign-flip", ROUNDS));
    rounds.forEach(
        (name, there) ->
            assertThat(there)
                .as(name)
                .isEqualTo(
                    late.contains(number(name)) ? List.of(3, 4, 5, 6) : List.of(1, 2, 3, 4, 5, 6)));
    assertThat(rounds).hasSize(CLIENTS);
  }

  @Test
  void thePageSaysWhoIsLate() throws IOException {
    assertThat(Files.readString(directory.resolve("out/report.html")))
        .contains("12, 25 % of them from round 3 on");
  }

  /** Each name has a record of its own, of the two rounds in which it was used. */
  @Test
  void newNamesHaveNewRecords() throws IOException {
    assertThat(malicious).hasSize(3);
    Set<Integer> late = late("rotate");
    Map<String, List<Integer>> expected = new TreeMap<>();
    for (int client = 0; client < CLIENTS; client++) {
      String name = String.format("client-%03d", client);
      if (!malicious.contains(client)) {
        expected.put(name, late.contains(client) ? List.of(3, 4, 5, 6) : List.of(1, 2, 3, 4, 5, 6));
        continue;
      }
      if (!late.contains(client)) {
        expected.put(name, List.of(1, 2));
      }
      expected.put(name + "-2", List.of(3, 4));
      expected.put(name + "-3", List.of(5, 6));
    }
    assertThat(rounds(memory("rotate", ROUNDS))).isEqualTo(expected);
  }

  /** Results count clients, by whatever name they go. */
  @Test
  void whoIsCaughtIsCountedUnderEveryName() throws IOException {
    for (String attack : List.of("sign-flip", "rotate", "adaptive-remembered")) {
      for (RoundRow row : rows(attack)) {
        int there = 0;
        int caught = 0;
        int lost = 0;
        for (ClientResult client : clients(attack, row.round())) {
          boolean bad = malicious.contains(number(client.client()));
          boolean out = client.verdict() != Verdict.ACCEPTED;
          there += bad ? 1 : 0;
          caught += bad && out ? 1 : 0;
          lost += !bad && out ? 1 : 0;
        }
        assertThat(List.of(row.malicious(), row.caught(), row.lost()))
            .as("%s, round %s", attack, row.round())
            .isEqualTo(List.of(there, caught, lost));
      }
    }
    assertThat(rows("rotate")).extracting(RoundRow::caught).anyMatch(count -> count > 0);
  }

  /** The largest evidence against a malicious client after any round. */
  private static double evidence(String attack) throws IOException {
    List<Double> found = new ArrayList<>();
    for (int version = 1; version <= ROUNDS; version++) {
      for (Map.Entry<String, ClientRecord> client : memory(attack, version).clients().entrySet()) {
        if (malicious.contains(number(client.getKey()))) {
          found.add(client.getValue().evidence());
        }
      }
    }
    return found.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * The same updates that convict whoever sends them blindly. Here it goes as far as to help with
   * nothing.
   */
  @Test
  void whoKnowsTheMemoryStaysBelowItsThreshold() throws IOException {
    assertThat(evidence("sign-flip")).isGreaterThan(Evidence.CONVICTS);
    assertThat(evidence("adaptive-remembered")).isLessThan(Evidence.CONVICTS);
    Set<Integer> late = late("adaptive-remembered");
    for (int round = 1; round <= ROUNDS; round++) {
      for (ClientResult client : clients("adaptive-remembered", round)) {
        boolean isNewcomer = late.contains(number(client.client())) && round < LATE + 3;
        if (malicious.contains(number(client.client())) && !isNewcomer) {
          assertThat(client.verdict()).as("round %s", round).isEqualTo(Verdict.ACCEPTED);
        }
      }
    }
    // Newcomers are judged by their round alone, too.
    assertThat(rows("adaptive-remembered"))
        .extracting(RoundRow::caught)
        .anyMatch(count -> count > 0);
    for (ClientResult client : clients("adaptive-remembered", ROUNDS)) {
      boolean isHonest = requireNonNull(client.contribution().norm()) > 0.1;
      assertThat(isHonest)
          .as("%s sends %s", client.client(), client.contribution().norm())
          .isEqualTo(!malicious.contains(number(client.client())));
    }
  }
}
