package org.skymask.round;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.skymask.cli.TestFederation;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.storage.shard.ModelParameters;

/**
 * A federation of several rounds with what a decision with memory in float64 gives for each.
 *
 * @param directory with models/, uploads/, root.parquet, case.json and expected.json
 */
record MemoryCase(Path directory, JsonNode about, JsonNode expected) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names a directory of further federations. */
  private static final String FURTHER = "skymask.federations";

  static List<MemoryCase> all() throws IOException {
    List<MemoryCase> cases = new ArrayList<>(below(resources()));
    String further = System.getProperty(FURTHER);
    if (further != null) {
      cases.addAll(below(Path.of(further)));
    }
    return cases;
  }

  /** Of the test resources. */
  static MemoryCase sleepers() throws IOException {
    return read(resources().resolve("digits-sleepers"));
  }

  private static Path resources() throws IOException {
    URL url = Objects.requireNonNull(MemoryCase.class.getResource("/federations"), "/federations");
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static List<MemoryCase> below(Path directory) throws IOException {
    List<MemoryCase> cases = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.exists(entry.resolve("uploads")) && Files.exists(entry.resolve("case.json"))) {
          cases.add(read(entry));
        }
      }
    }
    return cases;
  }

  private static MemoryCase read(Path directory) throws IOException {
    return new MemoryCase(
        directory,
        JSON.readTree(directory.resolve("case.json").toFile()),
        JSON.readTree(directory.resolve("expected.json").toFile()));
  }

  String name() {
    return about.path("federation").asText();
  }

  /** What is expected of each round, from the first. */
  List<JsonNode> rounds() {
    List<JsonNode> rounds = new ArrayList<>();
    expected.path("rounds").forEach(rounds::add);
    return rounds;
  }

  /** Writes version 0 and the root dataset. */
  void open(Path target) throws IOException {
    TestFederation.copy(directory.resolve("models"), target.resolve("models"));
    Files.copy(directory.resolve("root.parquet"), target.resolve("root.parquet"));
    Path given = directory.resolve("root-update");
    if (Files.exists(given)) {
      TestFederation.copy(given, target.resolve("root-update"));
    }
  }

  /** The keys that the results were made with. */
  Map<String, String> keys(Path target) {
    Map<String, String> keys = new HashMap<>();
    JsonNode local = about.path("local-training");
    keys.put("federation", name());
    keys.put("updates", target.resolve("updates").toString());
    keys.put("models", target.resolve("models").toString());
    keys.put("root.data", target.resolve("root.parquet").toString());
    keys.put("root.epochs", local.path("epochs").asText());
    keys.put("root.batch-size", local.path("batch-size").asText());
    keys.put("root.learning-rate", local.path("learning-rate").asText());
    if (Files.exists(target.resolve("root-update"))) {
      keys.put("root.update", target.resolve("root-update").toString());
    }
    return keys;
  }

  /**
   * The model after the last round.
   *
   * @return [layout.valueCount()] on the value axis
   */
  float[] last(Layout layout) throws IOException {
    Path file = directory.resolve("model-last.parquet");
    ModelParameters parameters = new ModelParameters(layout);
    org.apache.hadoop.fs.Path named = new org.apache.hadoop.fs.Path(file.toUri());
    parameters.add(named, Files.readAllBytes(file));
    return parameters.complete(named);
  }

  /** The clients that have an upload for a round. */
  List<String> clients(int round) throws IOException {
    try (Stream<Path> entries = Files.list(directory.resolve("uploads/round=" + round))) {
      return entries
          .map(entry -> entry.getFileName().toString().substring("client=".length()))
          .sorted()
          .toList();
    }
  }

  /**
   * Delivers the upload that a client has for one round, perhaps for another one or as another.
   *
   * @param base digest of the version before {@code round}
   */
  void deliver(Path target, int from, String client, int round, String as, String base)
      throws IOException {
    Path source = directory.resolve("uploads/round=" + from + "/client=" + client);
    JsonNode upload = JSON.readTree(source.resolve("upload.json").toFile());
    Path own = target.resolve("updates/round=" + round + "/client=" + as);
    Files.createDirectories(own);
    byte[] shard = Files.readAllBytes(source.resolve("part-0.parquet"));
    Files.write(own.resolve("part-0.parquet"), shard);
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("format", "skymask-update/1").put("federation", name()).put("round", round);
    manifest.put("client", as).put("baseModel", base);
    manifest.put("kind", upload.path("kind").asText());
    manifest.put("examples", upload.path("examples").asInt());
    ObjectNode file = manifest.putArray("files").addObject();
    file.put("name", "part-0.parquet").put("bytes", shard.length);
    file.put("sha256", ModelDigest.hex(shard));
    Files.write(own.resolve("_manifest.json"), JSON.writeValueAsBytes(manifest));
  }

  @Override
  public String toString() {
    return name();
  }
}
