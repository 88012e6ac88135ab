package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelVersion;
import org.skymask.model.Verdict;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.ModelStore;

/** A federation's directories on disk, for the commands to work on. */
public record TestFederation(String name, Path directory) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The golden case digits-signflip: 12 clients, the first three are malicious. */
  public static TestFederation digits(Path directory) {
    TestFederation federation = new TestFederation("digits-signflip", directory);
    copy(golden(), directory);
    federation.configure("root { epochs = 1, batch-size = 16, learning-rate = 0.1 }");
    return federation;
  }

  /** The files of the golden case, in the test resources. */
  public static Path golden() {
    URL url = Objects.requireNonNull(TestFederation.class.getResource("/golden/digits-signflip"));
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Writes the configuration file. */
  public void configure(String further) {
    String text =
        String.join(
            "\n",
            "federation = " + name,
            "updates = \"" + directory.resolve("updates") + "\"",
            "models = \"" + models() + "\"",
            "root.data = \"" + root() + "\"",
            further);
    try {
      Files.writeString(config(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path config() {
    return directory.resolve("skymask.conf");
  }

  public Path models() {
    return directory.resolve("models");
  }

  public Path root() {
    return directory.resolve("root.parquet");
  }

  /** Directory of a client's upload. */
  public Path client(int round, String client) {
    return directory.resolve("updates/round=" + round + "/client=" + client);
  }

  /** Directory of version 0's attempt. */
  public Path initial() {
    return only(models().resolve("round=0"), "attempt=");
  }

  /** What a round has left below the models, by name; nothing where it left no directory. */
  public List<String> left(int round) {
    Path directory = models().resolve("round=" + round);
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only entry of a directory whose name starts so. */
  public static Path only(Path directory, String prefix) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
      if (found.size() != 1) {
        throw new IllegalStateException(directory + " holds " + found);
      }
      return found.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Clients that a round has left out. */
  public List<String> filtered(int round) throws IOException {
    Path attempt = only(models().resolve("round=" + round), "attempt=");
    return ClientsFile.read(
            new org.apache.hadoop.fs.Path(attempt.resolve("clients.parquet").toUri()),
            new Configuration(false))
        .stream()
        .filter(client -> client.verdict() == Verdict.FILTERED)
        .map(ClientResult::client)
        .toList();
  }

  /** Reads a committed version, every digest checked. */
  public ModelVersion version(int round) throws IOException {
    ModelStore store = new ModelStore(models().toString(), new Configuration(false));
    return store.read(store.readCommit(round).orElseThrow());
  }

  /**
   * Writes a client's upload of kind delta.
   *
   * @param delta [layout.updateCount()], or [layout.valueCount()] to upload frozen tensors too
   */
  public void upload(int round, String client, ModelVersion base, float[] delta)
      throws IOException {
    Path target = client(round, client);
    org.apache.hadoop.fs.Path parent =
        new org.apache.hadoop.fs.Path(directory.toString(), "updates/round=" + round);
    FileSystem fs = Storage.of(parent, new Configuration(false));
    String own = "client=" + client;
    List<FileDigest> files = new ArrayList<>();
    files.addAll(ShardWriter.write(fs, parent, own, base.layout(), delta));
    if (delta.length > base.layout().updateCount()) {
      ParameterFiles frozen = ParameterFiles.frozen(base.layout());
      files.addAll(ShardWriter.write(fs, parent, own, frozen, delta));
    }
    ObjectNode manifest = MAPPER.createObjectNode();
    manifest.put("format", "skymask-update/1").put("federation", name);
    manifest.put("round", round).put("client", client).put("baseModel", base.digest());
    manifest.put("kind", "delta").put("examples", 50);
    ArrayNode named = manifest.putArray("files");
    for (FileDigest file : files) {
      String shard = file.name().substring(file.name().indexOf('/') + 1);
      named.addObject().put("name", shard).put("bytes", file.bytes()).put("sha256", file.sha256());
    }
    Files.write(target.resolve("_manifest.json"), manifest.toString().getBytes(UTF_8));
  }
}
