package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of reference.conf: its default, another value, what it does not take, its comment. */
class EveryKeyTest {

  private static final Settings DEFAULTS = SettingsLoader.load(null, Map.of());

  private final Path directory;

  EveryKeyTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Key, default (null: none), another value as HOCON, as read, and where it arrives. */
  static Stream<Arguments> keys() {
    return Stream.of(
        key("federation", null, "silos", "silos", settings -> settings.where().federation()),
        key(
            "updates",
            null,
            "\"s3a://b/up\"",
            "s3a://b/up",
            settings -> settings.where().updates()),
        key(
            "models",
            null,
            "\"hdfs://n:8020/m\"",
            "hdfs://n:8020/m",
            settings -> settings.where().models()),
        key("root.data", null, "r.parquet", "r.parquet", s -> s.root().data()),
        key("root.update", "train", "up/root", "up/root", s -> s.root().update()),
        key("root.epochs", 1, "3", 3, s -> s.root().epochs()),
        key("root.batch-size", 32, "64", 64, s -> s.root().batchSize()),
        key("root.learning-rate", 0.05, "1e-2", 0.01, s -> s.root().learningRate()),
        key("aggregator", "skymask", "krum", "krum", settings -> settings.method().aggregator()),
        key(
            "rule.byzantine-count",
            -1,
            "0",
            0,
            s -> Objects.requireNonNullElse(s.method().rule().byzantineCount(), -1)),
        key("mask.epochs", 20, "10", 10, s -> s.method().mask().epochs()),
        key("mask.learning-rate", 1e5, "2e5", 2e5, s -> s.method().mask().learningRate()),
        key("mask.threshold", 0.5, "0.4", 0.4, s -> s.method().mask().threshold()),
        key("mask.block-length", 16384, "2048", 2048, s -> s.method().mask().blockLength()),
        key("mask.micro-batch", 32, "16", 16, s -> s.method().mask().microBatch()),
        key(
            "cluster.decision",
            "verified",
            "remembered",
            "remembered",
            s -> s.method().cluster().decision().code()),
        key(
            "cluster.minimum-split-gain",
            1.0,
            "0",
            0.0,
            s -> s.method().cluster().minimumSplitGain()),
        key("quorum.minimum-clients", 2, "5", 5, s -> s.limits().quorum().minimumClients()),
        key("quorum.minimum-accepted", 1, "4", 4, s -> s.limits().quorum().minimumAccepted()),
        key(
            "quorum.on-rejection",
            "stop",
            "carry",
            "carry",
            s -> s.limits().quorum().onRejection().code()),
        key(
            "aggregation.weights",
            "uniform",
            "examples",
            "examples",
            s -> s.method().aggregation().weights().code()),
        key(
            "aggregation.maximum-share",
            0.2,
            "1",
            1.0,
            s -> s.method().aggregation().maximumShare()),
        key(
            "aggregation.server-learning-rate",
            1.0,
            "0.5",
            0.5,
            s -> s.method().aggregation().serverLearningRate()),
        key("aggregation.clip-norm", 2.0, "0", 0.0, s -> s.method().aggregation().clipNorm()),
        key(
            "aggregation.state",
            "median",
            "mean",
            "mean",
            s -> s.method().aggregation().state().code()),
        key("gate.root-loss-factor", 3.0, "0", 0.0, s -> s.limits().gate().rootLossFactor()),
        key("admission.keys", null, "keys", "keys", s -> s.limits().admission().keys()),
        key(
            "admission.max-upload-bytes",
            1L << 30,
            "3 GiB",
            3L << 30,
            s -> s.limits().admission().maxUploadBytes()),
        key("admission.max-files", 256, "7", 7, s -> s.limits().admission().maxFiles()),
        key(
            "admission.max-manifest-bytes",
            1L << 20,
            "4096",
            4096L,
            s -> s.limits().admission().maxManifestBytes()),
        key(
            "admission.max-footer-bytes",
            8L << 20,
            "1k",
            1024L,
            s -> s.limits().admission().shard().maxFooterBytes()),
        key(
            "admission.max-row-groups",
            1024,
            "12",
            12,
            s -> s.limits().admission().shard().maxRowGroups()),
        key(
            "admission.max-uncompressed-bytes",
            4L << 30,
            "\"2 MB\"",
            2_000_000L,
            s -> s.limits().admission().shard().maxUncompressedBytes()),
        key(
            "admission.max-compression-ratio",
            1000.0,
            "1",
            1.0,
            s -> s.limits().admission().shard().maxCompressionRatio()),
        key(
            "admission.max-chunk-values",
            1 << 24,
            "100",
            100,
            s -> s.limits().admission().shard().maxChunkValues()),
        key(
            "admission.max-rows",
            1 << 20,
            "100",
            100,
            s -> s.limits().admission().shard().maxRows()),
        key(
            "admission.codecs",
            List.of("uncompressed", "snappy", "gzip", "zstd"),
            "[zstd]",
            List.of("zstd"),
            s -> s.limits().admission().shard().codecs()),
        key(
            "admission.read-time-limit",
            "PT10M",
            "\"90s\"",
            "PT1M30S",
            s -> s.limits().admission().readTimeLimit().toString()),
        key(
            "sweep.older-than",
            "PT168H",
            "\"12 hours\"",
            "PT12H",
            s -> s.running().sweep().olderThan().toString()),
        key(
            "round.time-limit",
            "PT0S",
            "\"90 m\"",
            "PT1H30M",
            s -> s.running().timeLimit().toString()),
        key("device", "cpu", "gpu-or-cpu", "gpu-or-cpu", settings -> settings.running().device()),
        key(
            "observe.timeout",
            "PT5S",
            "\"2 m\"",
            "PT2M",
            s -> s.running().observe().timeout().toString()),
        key(
            "observe.openlineage.url",
            null,
            "\"http://marquez:5000/\"",
            "http://marquez:5000",
            s -> s.running().observe().openLineage().url()),
        key(
            "observe.openlineage.file",
            null,
            "l.json",
            "l.json",
            s -> s.running().observe().openLineage().file()),
        key(
            "observe.openlineage.namespace",
            "skymask",
            "bank",
            "bank",
            s -> s.running().observe().openLineage().namespace()),
        key(
            "observe.openlineage.bearer-file",
            null,
            "\"/run/bearer\"",
            "/run/bearer",
            s -> s.running().observe().openLineage().bearerFile()),
        key(
            "observe.mlflow.url",
            null,
            "\"https://mlflow:5000\"",
            "https://mlflow:5000",
            s -> s.running().observe().mlflow().url()),
        key(
            "observe.mlflow.experiment",
            null,
            "lab",
            "lab",
            s -> s.running().observe().mlflow().experiment()),
        key(
            "observe.mlflow.model",
            null,
            "digits",
            "digits",
            s -> s.running().observe().mlflow().model()),
        key(
            "observe.mlflow.bearer-file",
            null,
            "bearer",
            "bearer",
            s -> s.running().observe().mlflow().bearerFile()),
        key(
            "observe.prometheus.file",
            null,
            "demo.prom",
            "demo.prom",
            s -> s.running().observe().prometheus().file()),
        key(
            "observe.prometheus.pushgateway",
            null,
            "\"http://push:9091\"",
            "http://push:9091",
            s -> s.running().observe().prometheus().pushgateway()),
        key(
            "observe.site",
            "off",
            "after-round",
            "after-round",
            s -> s.running().observe().site().code()),
        key(
            "seed",
            1L,
            "-9223372036854775808",
            Long.MIN_VALUE,
            settings -> settings.running().seed()));
  }

  private static Arguments key(
      String key,
      @Nullable Object byDefault,
      String hocon,
      Object value,
      Function<Settings, @Nullable Object> read) {
    return arguments(key, byDefault, hocon, value, read);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void hasItsDefault(
      String key,
      @Nullable Object byDefault,
      String hocon,
      Object value,
      Function<Settings, @Nullable Object> read) {
    assertThat(read.apply(DEFAULTS)).isEqualTo(byDefault);
    assertThat(recorded(DEFAULTS, key)).isEqualTo(byDefault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void arrivesFromAFile(
      String key,
      @Nullable Object byDefault,
      String hocon,
      Object value,
      Function<Settings, @Nullable Object> read) {
    Settings settings = ConfigFiles.load(directory, key + " = " + hocon);
    assertThat(read.apply(settings)).isEqualTo(value).isNotEqualTo(byDefault);
    assertThat(recorded(settings, key)).isEqualTo(value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void arrivesFromTheCommandLine(
      String key,
      @Nullable Object byDefault,
      String hocon,
      Object value,
      Function<Settings, @Nullable Object> read) {
    Settings settings = SettingsLoader.load(null, Map.of(key, hocon.replace("\"", "")));
    assertThat(read.apply(settings)).isEqualTo(value);
  }

  @Test
  void isInThisTest() {
    assertThat(keys().map(arguments -> (String) arguments.get()[0]))
        .containsExactlyInAnyOrderElementsOf(new KnownKeys(SettingsLoader.reference()).keys());
  }

  @Test
  void isReadIntoTheSettings() {
    var reference = SettingsLoader.reference();
    var reader = new SettingsReader(reference, new Problems(reference.root()));
    reader.read(Map.of());
    assertThat(reader.keysRead()).isEqualTo(new KnownKeys(reference).keys());
  }

  @Test
  void isExplainedWhereItIsDeclared() {
    for (Leaf leaf : Leaf.below(SettingsLoader.reference().root())) {
      String comment = String.join(" ", leaf.value().origin().comments());
      assertThat(comment).as(leaf.key()).hasSizeGreaterThan(40);
      if (leaf.value().valueType() == ConfigValueType.NUMBER) {
        assertThat(comment)
            .as("range of " + leaf.key())
            .containsPattern("more|[Aa]bove|Between| to |bits");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "federation | \"\" | a text that is not empty",
        "updates | [a] | a text that is not empty",
        "models | {} | a text that is not empty",
        "root.data | \"  \" | a text that is not empty",
        "root.update | null | a text that is not empty",
        "root.epochs | 0 | a whole number, 1 or more",
        "root.batch-size | 2.5 | a whole number, 1 or more",
        "root.learning-rate | 0 | a number, above 0",
        "aggregator | \"\" | a text that is not empty",
        "rule.byzantine-count | -2 | a whole number, -1 or more",
        "mask.epochs | many | a whole number, 1 or more",
        "mask.learning-rate | -1 | a number, above 0",
        "mask.threshold | 1 | a number, above 0, below 1",
        "mask.threshold | 0 | a number, above 0, below 1",
        "mask.block-length | 16777217 | a whole number, from 1 to 16777216",
        "mask.micro-batch | 2147483648 | a whole number, 1 or more",
        "cluster.decision | both | \"verified\" or \"remembered\" or \"root-row\"",
        "cluster.minimum-split-gain | NaN | a number, 0 or more",
        "quorum.minimum-clients | true | a whole number, 1 or more",
        "quorum.minimum-accepted | 0 | a whole number, 1 or more",
        "quorum.on-rejection | Stop | \"stop\" or \"carry\"",
        "aggregation.weights | 1 | \"uniform\" or \"examples\"",
        "aggregation.maximum-share | 1.01 | a number, above 0, at most 1",
        "aggregation.server-learning-rate | 1e999 | a number, above 0",
        "aggregation.clip-norm | -0.1 | a number, 0 or more",
        "aggregation.state | mode | \"median\" or \"mean\"",
        "gate.root-loss-factor | -1 | a number, 0 or more",
        "admission.keys | \"\" | a text that is not empty",
        "admission.max-upload-bytes | 0 | a size such as 512 MiB, 1 byte or more",
        "admission.max-upload-bytes | 3 potatoes | a size such as 512 MiB, 1 byte or more",
        "admission.max-files | 0 | a whole number, 1 or more",
        "admission.max-manifest-bytes | 2 GiB | a size such as 512 MiB, 1 to 1073741824 bytes",
        "admission.max-footer-bytes | 2 GiB | a size such as 512 MiB, 1 to 1073741824 bytes",
        "admission.max-row-groups | -1 | a whole number, 1 or more",
        "admission.max-uncompressed-bytes | -1 MiB | a size such as 512 MiB, 1 byte or more",
        "admission.max-compression-ratio | 0.5 | a number, 1 or more",
        "admission.max-chunk-values | 0 | a whole number, 1 or more",
        "admission.max-rows | 0 | a whole number, 1 or more",
        "admission.codecs | [] | a list of some of",
        "admission.codecs | [snappy, zip] | a list of some of",
        "admission.codecs | snappy | a list of some of",
        "admission.read-time-limit | 0s | a duration such as 7d, 12h or PT36H, PT1S or more",
        "sweep.older-than | 59m | a duration such as 7d, 12h or PT36H, 1h or more",
        "round.time-limit | 90 | a duration such as 7d, 12h or PT36H",
        "sweep.older-than | 7 | a duration such as 7d",
        "sweep.older-than | P1X | a duration such as 7d",
        "sweep.older-than | soon | a duration such as 7d",
        "observe.timeout | 10ms | a duration such as 7d",
        "observe.openlineage.url | marquez | an http or https URL without credentials",
        "observe.openlineage.url | \"ftp://marquez/\" | an http or https URL without credentials",
        "observe.openlineage.file | \"\" | a text that is not empty",
        "observe.openlineage.namespace | \"\" | a text that is not empty",
        "observe.openlineage.bearer-file | \"\" | a text that is not empty",
        "observe.mlflow.url | \"http://me:secret@mlflow\" | an http or https URL without credentials",
        "observe.mlflow.url | \"http://mlflow?key=1\" | an http or https URL without credentials",
        "observe.mlflow.experiment | \" \" | a text that is not empty",
        "observe.mlflow.bearer-file | [] | a text that is not empty",
        "observe.prometheus.file | \"\" | a text that is not empty",
        "observe.prometheus.pushgateway | \"http://\" | an http or https URL without credentials",
        "observe.site | on | \"off\" or \"after-round\"",
        "seed | 9223372036854775808 | a whole number of 64 bits",
        "seed | 0.5 | a whole number of 64 bits",
      })
  void refusesWhatIsNotInItsRange(String key, String hocon, String expected) {
    Path file = ConfigFiles.write(directory, "test.conf", "\n\n" + key + " = " + hocon);
    assertThatThrownBy(() -> SettingsLoader.load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + ": 3: " + key + ": expected " + expected)
        .hasMessageContaining(", found ")
        .hasMessageNotContaining("\n");
  }

  private static @Nullable Object recorded(Settings settings, String key) {
    Object value = settings.effective();
    for (String part : ConfigUtil.splitPath(key)) {
      value = value instanceof Map<?, ?> block ? block.get(part) : null;
    }
    return value;
  }
}
