package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {

  private final Path directory;

  SettingsLoaderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void putsTheFileAboveTheDefaultsAndSingleKeysAboveTheFile() {
    Path file = ConfigFiles.write(directory, "a.conf", "mask { epochs = 3, micro-batch = 8 }");
    Settings settings = SettingsLoader.load(file, Map.of("mask.epochs", "4"));
    assertThat(settings.method().mask()).isEqualTo(new MaskSettings(4, 1e5, 0.5, 16384, 8));
  }

  @Test
  void includesRelativeToTheIncludingFile() {
    ConfigFiles.write(directory, "common.conf", "federation = shared, mask.epochs = 7");
    Settings settings =
        ConfigFiles.load(directory, "include \"common.conf\"\nmask.epochs = 8\nseed = 9");
    assertThat(settings.where().federation()).isEqualTo("shared");
    assertThat(settings.method().mask().epochs()).isEqualTo(8);
  }

  @Test
  void includesOfIncludesAreRelativeToTheirOwnFile() throws IOException {
    Files.createDirectories(directory.resolve("shared/deep"));
    ConfigFiles.write(directory, "shared/deep/storage.conf", "\"spark.a.b\" = 1\nspark.a = 2");
    ConfigFiles.write(directory, "shared/common.conf", "include \"deep/storage\"\nseed = 7");
    ConfigFiles.write(directory, "federation.conf", "federation = f");
    Settings settings =
        ConfigFiles.load(
            directory,
            "include \"shared/common.conf\"\ninclude required(\"federation.conf\")\nmodels = ${federation}");
    assertThat(settings.running().seed()).isEqualTo(7);
    assertThat(settings.where().models()).isEqualTo("f");
    assertThat(settings.spark()).containsEntry("spark.a.b", "1").containsEntry("spark.a", "2");
  }

  /** HOCON would pass over it, and the federation would run without its keys. */
  @Test
  void anIncludeThatIsNotThereIsAnError() {
    ConfigFiles.write(directory, "common.conf", "include \"mistyped.conf\"");
    Path file = ConfigFiles.write(directory, "a.conf", "include \"common.conf\"");
    assertThatThrownBy(() -> SettingsLoader.load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            directory.resolve("common.conf")
                + ": include \"mistyped.conf\": no such file as "
                + directory.resolve("mistyped.conf"));
    Path inClassPath = ConfigFiles.write(directory, "b.conf", "include \"reference.conf\"");
    assertThatThrownBy(() -> SettingsLoader.load(inClassPath, Map.of()))
        .hasMessageContaining("no such file as");
  }

  @Test
  void namesTheIncludedFileThatIsWrong() {
    Path common = ConfigFiles.write(directory, "common.conf", "\nmask.epoch = 7");
    Path file = ConfigFiles.write(directory, "a.conf", "include \"common.conf\"");
    assertThatThrownBy(() -> SettingsLoader.load(file, Map.of()))
        .hasMessage(common + ": 2: unknown key mask.epoch; did you mean mask.epochs?");
  }

  @Test
  void substitutesKeysAlsoThoseOfTheCommandLine() {
    Path file = ConfigFiles.write(directory, "a.conf", "federation = a\nmodels = ${federation}/m");
    assertThat(SettingsLoader.load(file, Map.of("federation", "b")).where().models())
        .isEqualTo("b/m");
  }

  @Test
  void substitutesTheEnvironmentWhereAFileAsksForIt() {
    Settings settings =
        ConfigFiles.load(
            directory,
            "models = ${PATH}\nupdates = here\nupdates = ${?SKYMASK_TEST_THAT_NOBODY_SETS}");
    assertThat(settings.where().models()).isEqualTo(System.getenv("PATH"));
    assertThat(settings.where().updates()).isEqualTo("here");
  }

  @Test
  void ignoresSystemProperties() {
    System.setProperty("mask.epochs", "3");
    try {
      Settings settings = ConfigFiles.load(directory, "seed = 2");
      assertThat(settings.method().mask().epochs()).isEqualTo(20);
      assertThat(settings.effective()).doesNotContainKey("java");
    } finally {
      System.clearProperty("mask.epochs");
    }
  }

  @Test
  void takesOverridesAsPlainText() {
    Settings settings =
        SettingsLoader.load(
            null, Map.of("models", "s3a://bucket/a b#c", "admission.codecs", "zstd,snappy"));
    assertThat(settings.where().models()).isEqualTo("s3a://bucket/a b#c");
    assertThat(settings.limits().admission().shard().codecs()).containsExactly("zstd", "snappy");
  }

  @Test
  void keepsParametersOfRules() {
    Path file =
        ConfigFiles.write(
            directory,
            "a.conf",
            "rule { byzantine-count = 3, trimmed-mean { b = 2, c = [1, 2] }, krum.m = 4 }");
    RuleSettings rule =
        SettingsLoader.load(file, Map.of("rule.krum.m", "5", "rule.x.from", "hdfs://a"))
            .method()
            .rule();
    assertThat(rule.byzantineCount()).isEqualTo(3);
    assertThat(rule.parameters()).containsOnlyKeys("krum", "trimmed-mean", "x");
    assertThat(rule.parameters("trimmed-mean")).isEqualTo(Map.of("b", 2, "c", List.of(1, 2)));
    assertThat(rule.parameters("krum")).isEqualTo(Map.of("m", 5));
    assertThat(rule.parameters("x")).isEqualTo(Map.of("from", "hdfs://a"));
    assertThat(rule.parameters("median")).isEmpty();
  }

  @Test
  void asksForAKeyWithoutDefaultOnlyWhenItIsNeeded() {
    Settings settings = SettingsLoader.load(null, Map.of("models", "m"));
    assertThat(settings.required("models")).isEqualTo("m");
    assertThatThrownBy(() -> settings.required("root.data"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "root.data is not set: write root.data = … in the file of --config,"
                + " or give -D root.data=…");
    assertThatThrownBy(() -> settings.required("seed"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"federation", "updates", "models", "root.data", "admission.keys"})
  void givesEveryKeyWithoutDefaultWhereItIsSet(String key) {
    assertThat(SettingsLoader.load(null, Map.of(key, "value of " + key)).required(key))
        .isEqualTo("value of " + key);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path missing = directory.resolve("none.conf");
    assertThatThrownBy(() -> SettingsLoader.load(missing, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> SettingsLoader.load(directory, Map.of()))
        .hasMessage(directory + ": expected a file");
  }

  @Test
  void travelsToOtherMachines() throws Exception {
    Settings settings =
        SettingsLoader.load(null, Map.of("rule.krum.m", "5", "spark.a", "b", "models", "m"));
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(settings);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conf/local.conf",
        "conf/demo.conf",
        "conf/gpu.conf",
        "conf/hdfs.conf",
        "conf/s3.conf",
        "conf/federations/lending.conf",
        "conf/federations/retail.conf"
      })
  void readsTheExamples(String example) {
    Settings settings = SettingsLoader.load(Path.of(example), Map.of());
    for (String key : List.of("federation", "updates", "models", "root.data")) {
      assertThat(settings.required(key)).isNotBlank();
    }
  }
}
