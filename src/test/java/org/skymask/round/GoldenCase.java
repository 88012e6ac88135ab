package org.skymask.round;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.model.Layout;
import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.ParquetLimits;
import org.skymask.storage.shard.ModelParameters;
import org.skymask.storage.shard.ShardReader;

/**
 * A federated round with what an implementation in float64 PyTorch gives for it.
 *
 * @param directory with models/, updates/, root.parquet, case.json and what is expected
 * @param about case.json
 * @param expected expected.json
 */
record GoldenCase(Path directory, JsonNode about, JsonNode expected) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names a directory of further cases. */
  private static final String FURTHER = "skymask.golden";

  /** The cases among the test resources, and those of the directory that a property names. */
  static List<GoldenCase> all() throws IOException {
    List<GoldenCase> cases = new ArrayList<>(below(resources()));
    String further = System.getProperty(FURTHER);
    if (further != null) {
      cases.addAll(below(Path.of(further)));
    }
    return cases;
  }

  static GoldenCase named(String name) throws IOException {
    return read(resources().resolve(name));
  }

  private static Path resources() throws IOException {
    URL url = Objects.requireNonNull(GoldenCase.class.getResource("/golden"), "/golden");
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static List<GoldenCase> below(Path directory) throws IOException {
    List<GoldenCase> cases = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.exists(entry.resolve("expected.json"))) {
          cases.add(read(entry));
        }
      }
    }
    return cases;
  }

  static GoldenCase read(Path directory) throws IOException {
    return new GoldenCase(
        directory,
        JSON.readTree(directory.resolve("case.json").toFile()),
        JSON.readTree(directory.resolve("expected.json").toFile()));
  }

  String name() {
    return about.path("federation").asText();
  }

  List<String> clients() {
    return Stream.of(JSON.convertValue(expected.path("clients"), String[].class)).toList();
  }

  /** What is expected of a decision. */
  JsonNode decision(String name) {
    return expected.path("decisions").path(name);
  }

  /**
   * Settings under which the expected results were made.
   *
   * @param models a copy of this case's models that may be written to
   * @param changes keys that stand above them
   */
  Settings settings(Path models, Map<String, String> changes) {
    JsonNode local = about.path("local-training");
    Map<String, String> keys = new TreeMap<>();
    keys.put("federation", name());
    keys.put("updates", directory.resolve("updates").toString());
    keys.put("models", models.toString());
    keys.put("root.data", directory.resolve("root.parquet").toString());
    keys.put("root.epochs", local.path("epochs").asText());
    keys.put("root.batch-size", local.path("batch-size").asText());
    keys.put("root.learning-rate", local.path("learning-rate").asText());
    Path given = directory.resolve("root-update");
    if (Files.exists(given)) {
      keys.put("root.update", given.toString());
    }
    keys.putAll(changes);
    return SettingsLoader.load(null, keys);
  }

  /** Copies version 0, so that a round can be committed on top of it. */
  void copyModels(Path target) throws IOException {
    Path source = directory.resolve("models");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
  }

  /**
   * The model that a decision should lead to.
   *
   * @return [layout.valueCount()] on the value axis
   */
  float[] model(String decision, Layout layout) throws IOException {
    Path file = directory.resolve("expected/model-" + decision + ".parquet");
    ModelParameters parameters = new ModelParameters(layout);
    org.apache.hadoop.fs.Path named = new org.apache.hadoop.fs.Path(file.toUri());
    parameters.add(named, Files.readAllBytes(file));
    return parameters.complete(named);
  }

  boolean hasLogits() {
    return Files.exists(logitsFile());
  }

  private Path logitsFile() {
    return directory.resolve("expected/mask-logits.parquet");
  }

  /**
   * The mask logits after the last epoch.
   *
   * @return by row name, each [parameterCount]
   */
  Map<String, float[]> logits(int parameterCount) throws IOException {
    Map<String, float[]> rows = new TreeMap<>();
    ShardReader.Sink sink =
        (row, offset, buffer, from, count) ->
            System.arraycopy(
                buffer,
                from,
                rows.computeIfAbsent(row, unused -> new float[parameterCount]),
                Math.toIntExact(offset),
                count);
    try {
      ShardReader.read(Files.readAllBytes(logitsFile()), ParquetLimits.trusted(), sink);
    } catch (RefusedException e) {
      throw new IOException(logitsFile() + ": " + e.detail(), e);
    }
    return rows;
  }

  @Override
  public String toString() {
    return name();
  }
}
