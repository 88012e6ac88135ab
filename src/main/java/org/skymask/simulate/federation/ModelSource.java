package org.skymask.simulate.federation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.engine.dl4j.Dl4jInitializer;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.version.LayoutJson;

/**
 * Where version 0 comes from.
 *
 * @param from as {@code skymask init --from} takes it
 * @param digest hex, over the files that it is made of
 */
public record ModelSource(String from, Layout layout, String digest) {
  /** Models that come with the program, in {@code conf/architectures}. */
  public static final List<String> SHIPPED = List.of("cnn", "resnet20", "softmax");

  /**
   * @param architecture a shipped name, or a path
   * @throws IOException that says which names there are where it is neither
   */
  public static ModelSource of(String architecture, Configuration hadoop) throws IOException {
    return SHIPPED.contains(architecture)
        ? at(new Path(unpacked(architecture)), hadoop)
        : at(new Path(architecture), hadoop);
  }

  private static String unpacked(String name) throws IOException {
    java.nio.file.Path directory = Files.createTempDirectory("skymask-" + name);
    directory.toFile().deleteOnExit();
    for (String file : List.of(FileNames.LAYOUT, FileNames.ARCHITECTURE_SCRIPT)) {
      String resource = "/org/skymask/architectures/" + name + "/" + file;
      java.nio.file.Path target = directory.resolve(file);
      try (InputStream in = ModelSource.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new FileNotFoundException(resource + " is not in the program");
        }
        Files.copy(in, target);
      }
      target.toFile().deleteOnExit();
    }
    return directory.toUri().toString();
  }

  private static ModelSource at(Path from, Configuration hadoop) throws IOException {
    FileSystem fs = Storage.of(from, hadoop);
    if (!fs.exists(from)) {
      throw new FileNotFoundException(
          "federation.architecture = "
              + from
              + " does not exist; shipped are "
              + String.join(", ", SHIPPED));
    }
    List<Path> files = files(fs, from);
    StringBuilder digests = new StringBuilder();
    for (Path file : files) {
      digests.append(file.getName()).append(' ');
      digests.append(ModelDigest.hex(Storage.read(fs, file))).append('\n');
    }
    byte[] all = digests.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new ModelSource(from.toString(), layout(fs, from, files), ModelDigest.hex(all));
  }

  private static List<Path> files(FileSystem fs, Path from) throws IOException {
    if (fs.getFileStatus(from).isFile()) {
      return List.of(from);
    }
    List<Path> files = new ArrayList<>();
    for (FileStatus status : Storage.list(fs, from)) {
      String name = status.getPath().getName();
      if (status.isFile() && isOfModel(name)) {
        files.add(status.getPath());
      } else if (status.isDirectory() && name.equals(FileNames.PARAMETERS)) {
        files.addAll(Storage.parquetFiles(fs, status.getPath()));
      }
    }
    return files;
  }

  private static boolean isOfModel(String name) {
    return name.equals(FileNames.LAYOUT)
        || name.equals(FileNames.LOSS)
        || FileNames.isArchitecture(name);
  }

  private static Layout layout(FileSystem fs, Path from, List<Path> files) throws IOException {
    for (Path file : files) {
      if (file.getName().equals(FileNames.LAYOUT)) {
        return LayoutJson.parse(file.toString(), Storage.read(fs, file));
      }
    }
    for (Path file : files) {
      if (file.getName().endsWith(".json")) {
        Architecture definition =
            new Architecture(FileNames.ARCHITECTURE_JSON, Storage.read(fs, file));
        return Dl4jInitializer.initialize(definition, 0).layout();
      }
    }
    throw new IOException(
        "federation.architecture = " + from + " holds neither layout.json nor architecture.json");
  }
}
