package org.skymask.round.init;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.engine.dl4j.Dl4jInitializer;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ModelParameters;
import org.skymask.storage.version.LayoutJson;

/**
 * The model that {@code init --from} names.
 *
 * @param values [layout.valueCount()] on the value axis
 */
@SuppressWarnings("ArrayRecordComponent")
record GivenModel(Architecture architecture, Layout layout, float[] values) {

  /**
   * Reads it.
   *
   * @param seed of values that are drawn
   * @param draws whether values are drawn where there is no directory of parameters
   */
  record Reader(Configuration hadoop, long seed, boolean draws) {

    /**
     * @param from a directory with layout.json, architecture.* and parameters/*.parquet, or a DL4J
     *     architecture.json (the file, or a directory that holds nothing else of a model)
     * @throws RoundException (usage) that says what is missing
     */
    GivenModel read(Path from) throws IOException, RoundException {
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
          definition.getName().endsWith(".json")
              && !fs.exists(new Path(from, FileNames.PARAMETERS));
      return bare ? initialised(fs, definition) : complete(fs, from, definition);
    }

    private GivenModel initialised(FileSystem fs, Path file) throws IOException, RoundException {
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
              ? Dl4jInitializer.initialize(architecture, seed)
              : Dl4jInitializer.initialize(architecture, given.input(), seed);
      return new GivenModel(architecture, model.layout(), model.values());
    }

    private static @Nullable Layout layout(FileSystem fs, Path file) throws IOException {
      return fs.exists(file) ? LayoutJson.parse(file.toString(), Storage.read(fs, file)) : null;
    }

    private GivenModel complete(FileSystem fs, Path from, Path definition)
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
        return new GivenModel(architecture, layout, InitialValues.of(layout, seed));
      }
      ModelParameters parameters = new ModelParameters(layout);
      for (Path file : Storage.parquetFiles(fs, directory)) {
        parameters.add(file, Storage.read(fs, file));
      }
      return new GivenModel(architecture, layout, parameters.complete(directory));
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
}
