package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.storage.Storage;

/**
 * A configuration on HDFS or S3, for drivers that run anywhere. It is fetched with its includes and
 * read here. It cannot say how its own storage is reached: {@code -D spark.hadoop.…},
 * spark-submit's {@code --conf} and HADOOP_CONF_DIR do.
 */
final class RemoteConfig {
  private static final Pattern REMOTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

  private static final Pattern INCLUDE =
      Pattern.compile("\\binclude\\s+(?:required\\(\\s*)?\"([^\"]+)\"");

  private static final List<String> EXTENSIONS = List.of("", ".conf", ".json");

  private final URI root;
  private final FileSystem fs;
  private final Path directory;
  private final Set<String> seen = new HashSet<>();

  private RemoteConfig(URI root, FileSystem fs, Path directory) {
    this.root = root;
    this.fs = fs;
    this.directory = directory;
  }

  /** Whether it is a URI and no file of this machine. */
  static boolean isRemote(String location) {
    return REMOTE.matcher(location).matches();
  }

  /**
   * @throws ConfigurationException also where it cannot be reached
   */
  static Settings load(String location, Map<String, String> overrides) {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(location);
    Configuration hadoop = SparkContexts.hadoop(SettingsLoader.load(null, overrides));
    Path directory = null;
    try {
      FileSystem fs = Storage.of(file, hadoop);
      directory = Files.createTempDirectory("skymask-config");
      return new RemoteConfig(file.toUri(), fs, directory).load(overrides);
    } catch (IOException e) {
      throw new ConfigurationException(location + ": " + Failure.of(e).message());
    } finally {
      delete(directory);
    }
  }

  private Settings load(Map<String, String> overrides) throws IOException {
    if (!fetch(root.getPath())) {
      throw new ConfigurationException(root + ": no such file");
    }
    try {
      return SettingsLoader.load(local(root.getPath()), overrides);
    } catch (ConfigurationException e) {
      String here = directory.toString();
      String there = root.toString().substring(0, root.toString().indexOf(root.getPath()));
      throw new ConfigurationException(
          e.problems().stream().map(problem -> problem.replace(here, there)).toList());
    }
  }

  /** Includes stay where they are relative to each other; one that is missing is found so later. */
  private boolean fetch(String path) throws IOException {
    if (!seen.add(path)) {
      return true;
    }
    String text;
    try {
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(root.getScheme(), root.getAuthority(), path);
      text = new String(Storage.read(fs, file), UTF_8);
    } catch (FileNotFoundException e) {
      return false;
    }
    Path local = local(path);
    Files.createDirectories(Objects.requireNonNull(local.getParent()));
    Files.writeString(local, text);
    for (MatchResult include : INCLUDE.matcher(text).results().toList()) {
      String sibling = Path.of(path).resolveSibling(include.group(1)).normalize().toString();
      for (String extension : EXTENSIONS) {
        if (fetch(sibling + extension)) {
          break;
        }
      }
    }
    return true;
  }

  private Path local(String path) {
    return Path.of(directory + Path.of(path).normalize().toString());
  }

  private static void delete(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Only this user can read them.
      directory.toFile().deleteOnExit();
    }
  }
}
