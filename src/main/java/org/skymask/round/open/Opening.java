package org.skymask.round.open;

import java.io.IOException;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.admission.AdmissionPolicy;
import org.skymask.config.Settings;
import org.skymask.mask.BlockPlan;
import org.skymask.mask.DeviceChoice;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.admit.Policies;
import org.skymask.round.chain.Lineage;
import org.skymask.round.chain.Versioned;
import org.skymask.storage.Location;
import org.skymask.storage.Storage;
import org.skymask.storage.dataset.DatasetReader;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and checks what a round starts from. */
public final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private final JavaSparkContext spark;
  private final Settings settings;
  private final ModelStore store;

  public Opening(JavaSparkContext spark, Settings settings, ModelStore store) {
    this.spark = spark;
    this.settings = settings;
    this.store = store;
  }

  /**
   * The number of the round to run.
   *
   * @param wanted empty for the next one
   */
  public int findNumber(OptionalInt wanted) throws IOException, RoundException {
    int latest = new Versioned(store, settings).commit(OptionalInt.empty()).round();
    int round = wanted.orElse(latest + 1);
    if (round < 1) {
      throw new RoundException(Kind.USAGE, "round " + round + ": the first round is 1");
    }
    if (round > latest + 1) {
      throw new RoundException(
          Kind.USAGE,
          "round "
              + round
              + " needs version "
              + (round - 1)
              + ", and the newest version in "
              + store.location()
              + " is "
              + latest);
    }
    return round;
  }

  /** Reads the base version, whose place in the chain is checked first, and the root dataset. */
  public Opened open(int round) throws IOException, RoundException {
    store.rehearse(round);
    Commit commit = readCommit(round);
    ModelVersion base = store.read(commit);
    return new Opened(round, commit, base, root(base));
  }

  /** The version that the round's uploads were trained from. */
  public ModelVersion readBase(int round) throws IOException, RoundException {
    return store.read(readCommit(round));
  }

  /** The commit of the version before a round, whose place in the chain is checked. */
  public Commit readCommit(int round) throws IOException, RoundException {
    Commit commit =
        store
            .readCommit(round - 1)
            .orElseThrow(
                () ->
                    new RoundException(
                        Kind.FAILED, store.commitFile(round - 1) + " does not exist"));
    requireFederation(commit);
    new Lineage(store).check(commit);
    return commit;
  }

  public void requireFederation(Commit commit) throws RoundException {
    String federation = settings.required("federation");
    if (!commit.federation().equals(federation)) {
      throw new RoundException(
          Kind.USAGE,
          store.commitFile(commit.round())
              + " is of the federation "
              + commit.federation()
              + ", and federation = "
              + federation);
    }
  }

  /** How the parameter axis is cut into blocks. */
  public BlockPlan plan(Opened opened) {
    return new BlockPlan(opened.base().layout(), settings.method().mask().blockLength());
  }

  /** Evaluates models on the root dataset; to be closed. */
  public RootEvaluator evaluator(Opened opened) {
    return new RootEvaluator(
        spark,
        opened.base().architecture(),
        opened.base().layout(),
        opened.root(),
        settings.method().mask().microBatch(),
        DeviceChoice.of(settings.running().device()));
  }

  public ModelStore store() {
    return store;
  }

  private ModelData root(ModelVersion base) throws IOException {
    Path path = Location.of(settings.required("root.data"), spark.hadoopConfiguration());
    ModelData root =
        DatasetReader.read(Storage.of(path, spark.hadoopConfiguration()), path, base.layout());
    RootClasses.concern(root, base.layout().signature())
        .ifPresent(concern -> LOG.warn("root.data = {}: {}", path, concern));
    return root;
  }

  public AdmissionPolicy policy(Opened opened) throws IOException {
    return policy(opened.round(), opened.base());
  }

  /** What uploads of a round must match. */
  public AdmissionPolicy policy(int round, ModelVersion base) throws IOException {
    return Policies.of(settings, spark.hadoopConfiguration(), round, base);
  }
}
