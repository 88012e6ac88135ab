package org.skymask.round.init;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.engine.EngineException;
import org.skymask.engine.Engines;
import org.skymask.engine.dl4j.Dl4jInitializer;
import org.skymask.model.Architecture;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelDigest;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.Versions;
import org.skymask.round.publish.Attempt;
import org.skymask.round.publish.ModelFiles;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.Storage;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.shard.ModelParameters;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.LayoutJson;
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

  @SuppressWarnings("ArrayRecordComponent")
  private record Initial(Architecture architecture, Layout layout, float[] values) {}

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
    Initial initial = read(Location.of(from, hadoop), draws);
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

  private Offer offer(ModelStore store, Attempt own, Initial initial, String digest)
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

  private static List<FileDigest> files(ModelStore store, Path directory, Initial initial)
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
  private static void refuseAnotherDefinition(Commit standing, Initial initial, ModelStore store)
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

  private Initial read(Path from, boolean draws) throws IOException, RoundException {
    FileSystem fs = Storage.of(from, hadoop);
    FileStatus status;
    try {
      status = fs.getFileStatus(from);
    } catch (FileNotFoundException e) {
      throw new RoundException(Kind.USAGE, "--from " + from + " does not exist");
    }
    if (status.isFile()) {
      return initialised(fs, from);
    }
    Path definition = definition(fs, from);
    boolean bare =
        definition.getName().endsWith(".json") && !fs.exists(new Path(from, FileNames.PARAMETERS));
    return bare ? initialised(fs, definition) : complete(fs, from, definition, draws);
  }

  private Initial initialised(FileSystem fs, Path file) throws IOException, RoundException {
    if (!file.getName().endsWith(".json")) {
      throw new RoundException(
          Kind.USAGE,
          "--from "
              + file
              + " is a file; expected a DL4J architecture.json, or a directory with"
              + " layout.json, architecture.* and parameters/*.parquet");
    }
    Architecture architecture =
        new Architecture(FileNames.ARCHITECTURE_JSON, Storage.read(fs, file));
    Layout given = layout(fs, new Path(file.getParent(), FileNames.LAYOUT));
    Dl4jInitializer.InitialModel model =
        given == null
            ? Dl4jInitializer.initialize(architecture, settings.running().seed())
            : Dl4jInitializer.initialize(architecture, given.input(), settings.running().seed());
    return new Initial(architecture, model.layout(), model.values());
  }

  private static @Nullable Layout layout(FileSystem fs, Path file) throws IOException {
    return fs.exists(file) ? LayoutJson.parse(file.toString(), Storage.read(fs, file)) : null;
  }

  private Initial complete(FileSystem fs, Path from, Path definition, boolean draws)
      throws IOException, RoundException {
    Layout layout = layout(fs, new Path(from, FileNames.LAYOUT));
    if (layout == null) {
      throw new RoundException(Kind.USAGE, "--from " + from + " holds no layout.json");
    }
    Architecture architecture =
        new Architecture(
            definition.getName(), Storage.read(fs, definition), loss(fs, from, layout));
    Path directory = new Path(from, FileNames.PARAMETERS);
    if (draws && !fs.exists(directory)) {
      return new Initial(architecture, layout, InitialValues.of(layout, settings.running().seed()));
    }
    ModelParameters parameters = new ModelParameters(layout);
    for (Path file : Storage.parquetFiles(fs, directory)) {
      parameters.add(file, Storage.read(fs, file));
    }
    return new Initial(architecture, layout, parameters.complete(directory));
  }

  private static byte @Nullable [] loss(FileSystem fs, Path from, Layout layout)
      throws IOException, RoundException {
    Path file = new Path(from, FileNames.LOSS);
    boolean wanted = layout.signature().loss() == LossFunction.FUNCTION;
    if (wanted != fs.exists(file)) {
      throw new RoundException(
          Kind.USAGE,
          "--from "
              + from
              + " holds "
              + (wanted ? "no " : "a ")
              + FileNames.LOSS
              + ", and layout.json has the loss "
              + layout.signature().loss().code());
    }
    return wanted ? Storage.read(fs, file) : null;
  }

  private static Path definition(FileSystem fs, Path from) throws IOException, RoundException {
    List<Path> found = new ArrayList<>();
    for (FileStatus file : Storage.list(fs, from)) {
      if (file.isFile() && FileNames.isArchitecture(file.getPath().getName())) {
        found.add(file.getPath());
      }
    }
    if (found.size() != 1) {
      throw new RoundException(
          Kind.USAGE,
          "--from " + from + " holds " + found.size() + " files architecture.*, expected one");
    }
    return found.get(0);
  }
}
