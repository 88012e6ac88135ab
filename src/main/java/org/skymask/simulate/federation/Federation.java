package org.skymask.simulate.federation;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Attack;
import org.skymask.attack.Trigger;
import org.skymask.config.Experiment;
import org.skymask.config.Settings;
import org.skymask.mask.DeviceChoice;
import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;
import org.skymask.model.Signature;
import org.skymask.round.init.InitJob;
import org.skymask.simulate.data.DatasetWriter;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.memory.MemoryFiles;
import org.skymask.storage.version.ModelStore;

/**
 * A simulated federation below a directory of its own: {@code models}, {@code updates} and {@code
 * root.parquet}, as a real one has them. Its rounds are run by the same code.
 */
public final class Federation implements AutoCloseable {
  private static final String NAME = "simulation";

  /**
   * Versions before the uploads that are read again: their model, and the commit that it follows.
   */
  private static final int SPARED = 2;

  private final Laboratory lab;
  private final Population population;
  private final boolean inMemory;
  private final Path directory;
  private final Map<String, String> keys;
  private final long seed;
  private final Settings settings;
  private final ModelStore store;
  private final ClientSide clients;
  private final Participants participants;
  private final Evaluator evaluator;
  private final Map<Integer, Settings> told = new HashMap<>();
  private ModelVersion model;

  /**
   * Draws the federation and writes its version 0.
   *
   * @param presence of the clients
   * @param place a directory that nothing else is in; not used where the federation lies in memory
   * @param keys of the rounds' settings
   * @param attack null where nobody attacks
   * @param measured whose success is measured; null for none
   * @param fraction of the clients that are malicious
   */
  public Federation(
      Laboratory lab,
      Population.Draw draw,
      Experiment.Presence presence,
      Path place,
      Map<String, String> keys,
      @Nullable Attack attack,
      @Nullable Trigger measured,
      double fraction,
      long seed)
      throws IOException {
    this.lab = lab;
    this.seed = seed;
    ModelData pool = lab.pool().data();
    Signature signature = lab.model().layout().signature();
    this.population = Population.of(lab.pool(), signature, draw, seed);
    this.inMemory = lab.isInMemory(population.clients().length, keys);
    this.directory = inMemory ? MemoryFiles.fresh() : place;
    this.keys = placed(keys);
    this.settings = lab.settings(this.keys);
    this.participants =
        new Participants(
            population.clients().length,
            lab.experiment().training().clientsARound(),
            presence,
            settings.limits().quorum(),
            seed);
    Configuration hadoop = spark().hadoopConfiguration();
    DatasetWriter.write(
        new Path(directory, FileNames.ROOT_DATA),
        hadoop,
        draw.root().data(pool, population.root(), signature, seed, "root-shift"),
        signature);
    new InitJob(hadoop, settings).runDrawing(lab.model().from());
    this.store = new ModelStore(settings.required("models"), hadoop);
    this.model = newest();
    Attackers attackers =
        attack == null
            ? null
            : new Attackers(
                attack,
                pool,
                draw.root().data(pool, population.surrogate(), signature, seed, "surrogate-shift"));
    DeviceChoice device = DeviceChoice.of(settings.running().device());
    this.clients = new ClientSide(lab, population, device, attackers, fraction, seed);
    ModelData apart = lab.test();
    this.evaluator =
        new Evaluator(
            spark(), apart == null ? pool.take(population.test()) : apart, model, measured, device);
  }

  private Map<String, String> placed(Map<String, String> given) {
    Map<String, String> all = new TreeMap<>(given);
    all.put("federation", NAME);
    all.put("models", new Path(directory, "models").toString());
    all.put("updates", new Path(directory, "updates").toString());
    all.put("root.data", new Path(directory, FileNames.ROOT_DATA).toString());
    all.put("seed", String.valueOf(Seeds.of(seed, "rounds")));
    return all;
  }

  JavaSparkContext spark() {
    return lab.spark();
  }

  Set<Integer> malicious() {
    return clients.malicious();
  }

  /**
   * Settings of a round. Rules that need f get the true number, unless the experiment gives
   * another; this is to their advantage.
   *
   * @param count malicious clients that take part
   */
  Settings settings(int count) {
    if (keys.containsKey("rule.byzantine-count")) {
      return settings;
    }
    return told.computeIfAbsent(
        count,
        unused -> {
          Map<String, String> all = new TreeMap<>(keys);
          all.put("rule.byzantine-count", String.valueOf(count));
          return lab.settings(all);
        });
  }

  /** The clients that take part in a round, in ascending order. */
  int[] participants(int round) {
    return participants.in(round);
  }

  /**
   * Lets clients train from the model and upload.
   *
   * @param round of the experiment, which their random choices derive from
   * @param number of the round whose uploads they are
   */
  void upload(int round, int number, int[] participants) throws IOException {
    String updates = new Path(directory, "updates").toString();
    UploadWriter writer = new UploadWriter(updates, NAME, number, model.digest(), model.layout());
    clients.upload(round, model, participants, writer, this::settings);
  }

  /** Removes the uploads of a round. */
  void forget(int number) throws IOException {
    Path updates = new Path(directory, "updates/" + FileNames.round(number));
    Storage.of(updates, spark().hadoopConfiguration()).delete(updates, true);
  }

  /**
   * Removes the uploads that no round will read any more, after a round; and versions of the model
   * that lie in memory. The first version may hold the frozen tensors of all.
   */
  void forgetRead(int number) throws IOException {
    int before = number - ReadAgain.rounds(settings(0));
    forget(before);
    int version = before - SPARED;
    if (!store.lasts() && version > 0) {
      store.fileSystem().delete(store.directory(version), true);
    }
  }

  /** Number of the round that the newest version is the base of. */
  int next() {
    return model.round() + 1;
  }

  /** Digest of the newest version. */
  public String model() {
    return model.digest();
  }

  /** Takes the newest version as the model. */
  void proceed() throws IOException {
    model = newest();
  }

  private ModelVersion newest() throws IOException {
    OptionalInt latest = store.findLatest();
    return store.read(store.readCommit(latest.orElseThrow()).orElseThrow());
  }

  /** How well the model does on so many test examples; of none nothing is known. */
  Score score(int examples) {
    return evaluator.of(model, examples);
  }

  @Override
  public void close() throws IOException {
    evaluator.close();
    if (inMemory) {
      store.fileSystem().delete(directory, true);
    }
  }
}
