package org.skymask.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.ModelVersion;
import org.skymask.storage.Storage;
import org.skymask.storage.version.ModelStore;

/**
 * Where the parts of a federation stand, by URI, and how they are reached.
 *
 * @param federation on this machine, which they are copied from
 * @param hadoop settings of the file systems, without {@code spark.hadoop.}
 */
record FederationPlaces(
    TestFederation federation,
    String updates,
    String models,
    String root,
    Map<String, String> hadoop) {

  /** All parts below one URI. */
  static FederationPlaces below(TestFederation federation, String uri, Map<String, String> hadoop) {
    return new FederationPlaces(
        federation, uri + "/updates", uri + "/models", uri + "/root.parquet", hadoop);
  }

  Configuration configuration() {
    Configuration configuration = new Configuration();
    hadoop.forEach(configuration::set);
    return configuration;
  }

  private FileSystem fileSystem(String uri) throws IOException {
    return Storage.of(new Path(uri), configuration());
  }

  /** Copies uploads, root dataset and version 0 of the federation to their places. */
  FederationPlaces fill() {
    try {
      copy(federation.directory().resolve("updates"), updates);
      copy(federation.root(), root);
      copy(federation.models(), models);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void copy(java.nio.file.Path from, String to) throws IOException {
    fileSystem(to).copyFromLocalFile(new Path(from.toUri()), new Path(to));
  }

  void delete(String uri) throws IOException {
    fileSystem(uri).delete(new Path(uri), true);
  }

  /** Arguments of a command on these places. */
  String[] arguments(String command, String... further) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--config", federation.config().toString()));
    all.addAll(List.of("-D", "updates=" + updates, "-D", "models=" + models));
    all.addAll(List.of("-D", "root.data=" + root));
    hadoop.forEach((key, value) -> all.addAll(List.of("-D", "spark.hadoop." + key + "=" + value)));
    all.addAll(List.of(further));
    return all.toArray(String[]::new);
  }

  /** Runs a command in this JVM. */
  Run run(String command, String... further) {
    return Run.of(arguments(command, further));
  }

  /** What a round has left below the models, by name. */
  List<String> left(int round) throws IOException {
    return names("round=" + round);
  }

  /** What is in a directory below the models, by name; empty for the models themselves. */
  List<String> names(String below) throws IOException {
    Path directory = below.isEmpty() ? new Path(models) : new Path(models, below);
    return Storage.list(fileSystem(models), directory).stream()
        .map(FileStatus::getPath)
        .map(Path::getName)
        .toList();
  }

  /** Reads a committed version, every digest checked. */
  ModelVersion version(int round) throws IOException {
    ModelStore store = new ModelStore(models, configuration());
    return store.read(store.readCommit(round).orElseThrow());
  }

  /** The text of a file below the models. */
  String read(String name) throws IOException {
    byte[] content = Storage.read(fileSystem(models), new Path(models, name));
    return new String(content, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** The text of all files below the models. */
  String everything() throws IOException {
    FileSystem fs = fileSystem(models);
    StringBuilder text = new StringBuilder();
    var files = fs.listFiles(new Path(models), true);
    while (files.hasNext()) {
      byte[] content = Storage.read(fs, files.next().getPath());
      text.append(new String(content, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  /** Few epochs, the same for all rounds that are compared. */
  static String[] quick(String... further) {
    List<String> all = new ArrayList<>(List.of("--json", "-D", "mask.epochs=3"));
    all.addAll(Arrays.asList(further));
    return all.toArray(String[]::new);
  }
}
