package org.skymask.round;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.TestSpark;
import org.skymask.kernel.Vectors;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelVersion;
import org.skymask.model.Verdict;
import org.skymask.round.publish.Memories;
import org.skymask.rule.Rules;
import org.skymask.storage.shard.BinaryShardWriter;
import org.skymask.storage.shard.ModelParameters;
import org.skymask.storage.version.ModelStore;

/**
 * An attacker sends its update many times as large. Norm clipping brings it back, and no rule must
 * see anything else than the clipped row: scales are powers of two, so that every bit is the same.
 */
class ScaledUploadIT {
  private static final String ATTACKER = "site-000";

  /** 1.5e20 and 1.3e30 times: squares of the second are beyond a float. */
  private static final float LARGE = 0x1p67f;

  private static final float LARGEST = 0x1p100f;

  /** Some that ask for distances; these are compared with an upload that was clipped before. */
  private static final List<String> DISTANT = List.of("krum", "dnc", "fldetector", "nnm+krum");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JavaSparkContext spark;
  private static GoldenRounds rounds;
  private static GoldenCase golden;
  private static ModelVersion base;
  private static float[] delta;

  private static Path directory;

  @BeforeAll
  static void open(@TempDir Path home) throws IOException {
    directory = home;
    spark = TestSpark.local(2);
    rounds = new GoldenRounds(spark);
    golden = GoldenCase.named("digits-signflip");
    ModelStore store =
        new ModelStore(
            golden.directory().resolve("models").toString(), spark.hadoopConfiguration());
    base = store.read(store.readCommit(0).orElseThrow());
    Path file =
        golden.directory().resolve("updates/round=1/client=" + ATTACKER + "/part-0.parquet");
    org.apache.hadoop.fs.Path named = new org.apache.hadoop.fs.Path(file.toUri());
    ModelParameters parameters = new ModelParameters(base.layout());
    parameters.add(named, Files.readAllBytes(file));
    delta = parameters.complete(named);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  /** A copy of the golden uploads with another one of the attacker's. */
  private static Path updates(String name, float[] sent) throws IOException {
    Path updates = directory.resolve(name);
    if (Files.exists(updates)) {
      return updates;
    }
    Path source = golden.directory().resolve("updates");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = updates.resolve(source.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
    Path own = updates.resolve("round=1/client=" + ATTACKER);
    Files.delete(own.resolve("part-0.parquet"));
    FileDigest written =
        BinaryShardWriter.write(
            FileSystem.getLocal(spark.hadoopConfiguration()),
            new org.apache.hadoop.fs.Path(own.toUri()),
            "part-0.parquet",
            base.layout(),
            sent);
    ObjectNode manifest = (ObjectNode) JSON.readTree(own.resolve("_manifest.json").toFile());
    manifest.put("kind", "delta");
    ((ObjectNode) manifest.path("files").path(0))
        .put("bytes", written.bytes())
        .put("sha256", written.sha256());
    Files.writeString(own.resolve("_manifest.json"), manifest.toString());
    return updates;
  }

  private static float[] times(float scale) {
    float[] scaled = delta.clone();
    Vectors.scale(scaled, scale);
    return scaled;
  }

  private static GoldenRounds.Done round(String rule, Path updates, Map<String, String> further)
      throws IOException {
    Map<String, String> changes = new HashMap<>(further);
    changes.put("updates", updates.toString());
    changes.put("aggregator", rule);
    changes.put("rule.byzantine-count", "2");
    changes.put("rule.deepsight.inputs", "50");
    changes.put("rule.deepsight.draws", "1");
    return rounds.round(golden, Files.createTempDirectory(directory, "models"), changes);
  }

  static Stream<String> rules() {
    List<String> rules = new ArrayList<>(Rules.ALL.names());
    rules.addAll(List.of("nnm+krum", "nnm+foundationfl", "bucketing+norm-clipping"));
    rules.add("skymask");
    return rules.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isSeenAsItIsClipped(String rule) throws IOException {
    GoldenRounds.Done once = round(rule, updates("once", delta), Map.of());
    GoldenRounds.Done large = round(rule, updates("large", times(LARGE)), Map.of());
    assertThat(large.model().digest()).isEqualTo(once.model().digest());
    double factor = requireNonNull(once.result().clients().get(0).contribution().clipped());
    assertThat(factor).isLessThan(0.95);
    if (DISTANT.contains(rule)) {
      float[] clipped = delta.clone();
      Vectors.scale(clipped, factor);
      assertSame(round(rule, updates("clipped", clipped), Map.of()), large, 1e-5f);
    }
  }

  /** What is clipped may be rounded once more. */
  private static void assertSame(GoldenRounds.Done one, GoldenRounds.Done other, float close) {
    for (int i = 0; i < one.result().clients().size(); i++) {
      ClientResult client = one.result().clients().get(i);
      ClientResult same = other.result().clients().get(i);
      assertThat(same.verdict()).as(client.client()).isEqualTo(client.verdict());
      // A coordinate at which two rows are nearly equal may change sides.
      assertThat(same.contribution().weight())
          .as(client.client())
          .isCloseTo(client.contribution().weight(), within(0.01));
    }
    assertThat(other.model().values()).containsExactly(one.model().values(), within(close));
  }

  /** Without clipping the rules themselves must not lose sight of the others beside such a row. */
  @ParameterizedTest
  @CsvSource({
    "krum",
    "multi-krum",
    "bulyan",
    "norm-clipping",
    "signguard",
    "flame",
    "median",
    "trimmed-mean",
    "mean-around-median",
    "centred-clipping",
    "foundationfl",
    "nnm+krum",
    "nnm+foundationfl",
    "nnm+trimmed-mean"
  })
  void doesNotHideTheOthersUnclipped(String rule) throws IOException {
    Map<String, String> unclipped = Map.of("aggregation.clip-norm", "0", "rule.flame.noise", "0");
    GoldenRounds.Done far = round(rule, updates("far", times(0x1p10f)), unclipped);
    // Whom the attacker's own row is mixed with cannot be told from so far away.
    assertSame(far, round(rule, updates("largest", times(LARGEST)), unclipped), 1e-3f);
  }

  @ParameterizedTest
  @CsvSource({"krum", "multi-krum", "dnc", "nnm+dnc", "signguard", "pca", "bulyan"})
  void isLeftOutUnclipped(String rule) throws IOException {
    Map<String, String> unclipped = Map.of("aggregation.clip-norm", "0");
    GoldenRounds.Done done = round(rule, updates("large", times(LARGE)), unclipped);
    assertThat(done.result().clients().get(0).verdict()).isEqualTo(Verdict.FILTERED);
  }

  /** A client whose sums are beyond a float: the memory that is written can be read again. */
  @Test
  void whatIsRememberedIsFinite() throws IOException {
    float[] sent = new float[delta.length];
    Arrays.fill(sent, 3e38f);
    GoldenRounds.Done done =
        round(
            "fldetector",
            updates("beyond", sent),
            Map.of(
                "aggregation.clip-norm",
                "0",
                "rule.fldetector.sketch",
                "16",
                // What the rule remembers is to be seen, not stopped by the gate.
                "aggregation.server-learning-rate",
                "1e-38"));
    ModelStore store =
        new ModelStore(done.settings().required("models"), spark.hadoopConfiguration());
    assertThat(
            Memories.read(store, store.readCommit(1).orElseThrow(), base.layout(), "fldetector")
                .notes()
                .values())
        .anySatisfy(note -> assertThat(note).contains(Float.MAX_VALUE));
  }
}
