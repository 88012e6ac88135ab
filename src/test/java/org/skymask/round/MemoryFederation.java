package org.skymask.round;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.cli.TestFederation;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.memory.MemoryState;
import org.skymask.model.ClientResult;
import org.skymask.model.ClusterDecision;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelVersion;
import org.skymask.round.chain.VerifyJob;
import org.skymask.round.recall.ClientMemories;
import org.skymask.round.run.RoundJob;
import org.skymask.storage.FileNames;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * A federation with memory on disk, whose clients deliver what a {@link MemoryCase} has of them.
 */
final class MemoryFederation {
  private final MemoryCase golden;
  private final Path directory;
  private final JavaSparkContext spark;
  private final Map<String, String> keys;

  MemoryFederation(MemoryCase golden, Path directory, JavaSparkContext spark) throws IOException {
    this(golden, spark, Files.createDirectories(directory));
    golden.open(directory);
  }

  private MemoryFederation(MemoryCase golden, JavaSparkContext spark, Path directory) {
    this.golden = golden;
    this.directory = directory;
    this.spark = spark;
    this.keys = golden.keys(directory);
    keys.put("cluster.decision", ClusterDecision.REMEMBERED.code());
  }

  /** The same federation at another place, to go on from here in another way. */
  MemoryFederation copy(Path target) {
    TestFederation.copy(directory, target);
    return new MemoryFederation(golden, spark, target);
  }

  ModelStore store() throws IOException {
    return new ModelStore(directory.resolve("models").toString(), spark.hadoopConfiguration());
  }

  Commit commit(int version) throws IOException {
    return store().readCommit(version).orElseThrow();
  }

  ModelVersion version(int version) throws IOException {
    return store().read(commit(version));
  }

  /** A file of a version's attempt. */
  Path file(int version, String name) throws IOException {
    String attempt = commit(version).attempt();
    return directory.resolve("models/round=" + version + "/attempt=" + attempt).resolve(name);
  }

  Path upload(int round, String client) {
    return directory.resolve("updates/round=" + round + "/client=" + client);
  }

  Settings settings(Map<String, String> changes) {
    Map<String, String> all = new HashMap<>(keys);
    all.putAll(changes);
    return SettingsLoader.load(null, all);
  }

  /** Every client delivers what it has for this round. */
  MemoryFederation deliver(int round) throws IOException {
    return deliver(round, round, golden.clients(round), UnaryOperator.identity());
  }

  /**
   * Clients deliver what they have for another round.
   *
   * @param names what each calls itself
   */
  MemoryFederation deliver(int from, int round, List<String> clients, UnaryOperator<String> names)
      throws IOException {
    String base = commit(round - 1).model();
    for (String client : clients) {
      golden.deliver(directory, from, client, round, names.apply(client), base);
    }
    return this;
  }

  RoundResult run() throws IOException {
    return run(Map.of());
  }

  /** The next round, under changed keys. */
  RoundResult run(Map<String, String> changes) throws IOException {
    return new RoundJob(spark, settings(changes), Progress.SILENT).run(OptionalInt.empty());
  }

  /** The rounds up to one, as they are in the case. */
  RoundResult runTo(int last) throws IOException {
    RoundResult result = deliver(1).run();
    for (int round = 2; round <= last; round++) {
      result = deliver(round).run();
    }
    return result;
  }

  MemoryState state(int version) throws IOException {
    MemoryState state = ClientMemories.read(store(), commit(version)).state();
    if (state == null) {
      throw new IOException("version " + version + " has no memory");
    }
    return state;
  }

  /** The digest of what a version remembers; null where it remembers nothing. */
  @Nullable String memory(int version) throws IOException {
    return commit(version).files().stream()
        .filter(file -> file.name().equals(FileNames.CLIENT_MEMORY))
        .map(FileDigest::sha256)
        .findFirst()
        .orElse(null);
  }

  /** What {@code verify} finds wrong with a version. */
  List<String> problems(int version) throws IOException {
    return new VerifyJob(spark, settings(Map.of()))
        .run(OptionalInt.of(version)).rounds().stream()
            .filter(checked -> checked.round() == version)
            .flatMap(checked -> checked.problems().stream())
            .toList();
  }

  static ClientResult client(RoundResult result, String name) {
    return result.clients().stream()
        .filter(client -> client.client().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
