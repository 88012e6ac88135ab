package org.skymask.round.init;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.config.Settings;
import org.skymask.engine.EngineException;
import org.skymask.engine.Engines;
import org.skymask.model.Architecture;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelDigest;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.Versions;
import org.skymask.round.publish.Attempt;
import org.skymask.round.publish.ModelFiles;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** Writes version 0. */
public final class InitJob {
  private final Configuration hadoop;
  private final Settings settings;

  public InitJob(Configuration hadoop, Settings settings) {
    this.hadoop = hadoop;
    this.settings = settings;
  }

  /**
   * @param path of commit.json
   */
  public record Result(Commit commit, String path) {}

  /**
   * @param from a directory with layout.json, architecture.* and parameters/*.parquet, or a DL4J
   *     architecture.json (the file, or a directory that holds nothing else of a model)
   * @throws RoundException (conflict) where another version 0 stands
   */
  public Result run(String from) throws IOException, RoundException {
    return run(from, false);
  }

  /**
   * The same for simulations, with values drawn from the seed where there is no directory of
   * parameters. (In a real federation missing values are an error.)
   */
  public Result runDrawing(String from) throws IOException, RoundException {
    return run(from, true);
  }

  private Result run(String from, boolean draws) throws IOException, RoundException {
    GivenModel initial =
        new GivenModel.Reader(hadoop, settings.running().seed(), draws)
            .read(Location.of(from, hadoop));
    // An architecture that does not fit its layout is to fail here, not in the first round.
    try {
      Engines.open(initial.architecture(), initial.layout()).close();
    } catch (EngineException e) {
      throw new RoundException(Kind.FAILED, "--from " + from + ": " + e.getMessage());
    }
    ModelStore store = new ModelStore(settings.required("models"), hadoop);
    store.rehearse(0);
    String digest = ModelDigest.of(initial.layout(), initial.values());
    Attempt own = new Attempt(store, 0, UUID.randomUUID().toString());
    Offer offer;
    try {
      offer = own.orDiscard(() -> offer(store, own, initial, digest));
    } catch (CommitStateUnknownException e) {
      throw e.toFindOut("skymask init");
    }
    Commit standing = offer.standing();
    if (!standing.equals(offer.mine())) {
      own.discard();
      refuseAnother(standing, offer.mine(), store);
      refuseAnotherDefinition(standing, initial, store);
    }
    return new Result(standing, store.commitFile(0).toString());
  }

  /** The commit of this attempt, and the one that stands. */
  private record Offer(Commit mine, Commit standing) {}

  private Offer offer(ModelStore store, Attempt own, GivenModel initial, String digest)
      throws IOException {
    Commit mine =
        new Commit(
            settings.required("federation"),
            0,
            own.id(),
            null,
            digest,
            files(store, own.directory(), initial),
            Versions.createdBy());
    return new Offer(mine, store.publish(mine));
  }

  private static List<FileDigest> files(ModelStore store, Path directory, GivenModel initial)
      throws IOException {
    FileSystem fs = store.fileSystem();
    List<FileDigest> files =
        new ArrayList<>(ModelFiles.write(fs, directory, initial.layout(), initial.architecture()));
    for (ParameterFiles cut :
        List.of(ParameterFiles.of(initial.layout()), ParameterFiles.frozen(initial.layout()))) {
      files.addAll(ShardWriter.write(fs, directory, FileNames.PARAMETERS, cut, initial.values()));
    }
    return files;
  }

  private static void refuseAnother(Commit standing, Commit mine, ModelStore store)
      throws RoundException {
    if (!standing.model().equals(mine.model())
        || !standing.federation().equals(mine.federation())) {
      throw new RoundException(
          Kind.CONFLICT,
          store.commitFile(0)
              + " stands: version 0 of "
              + standing.federation()
              + " is "
              + standing.model()
              + ", and this one would be "
              + mine.model());
    }
  }

  /** Compares more than the model's digest, which does not cover shapes, roles and the function. */
  private static void refuseAnotherDefinition(Commit standing, GivenModel initial, ModelStore store)
      throws IOException, RoundException {
    Architecture definition = initial.architecture();
    byte[] loss = definition.loss();
    String other =
        !store.readLayout(standing).equals(initial.layout())
            ? FileNames.LAYOUT
            : !holds(standing, definition.fileName(), definition.content())
                ? definition.fileName()
                : loss != null && !holds(standing, FileNames.LOSS, loss) ? FileNames.LOSS : null;
    if (other != null) {
      throw new RoundException(
          Kind.CONFLICT, store.commitFile(0) + " stands, with another " + other);
    }
  }

  private static boolean holds(Commit commit, String name, byte[] content) {
    String hex = ModelDigest.hex(content);
    return commit.files().stream()
        .anyMatch(file -> file.name().equals(name) && file.sha256().equals(hex));
  }
}
