package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkKeysTest {

  private final Path directory;

  SparkKeysTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Map<String, String> spark(String text) {
    return ConfigFiles.load(directory, text).spark();
  }

  @Test
  void goThroughAsTheyAreWritten() {
    String text =
        """
        spark.executor { memory = 4g, cores = 2 }
        spark.memory.fraction = 0.60
        spark.speculation = true
        spark."hadoop.x.y" = "a, b"
        "spark.quoted.whole" = 1
        spark.app.name = ${federation}-round
        federation = silos
        """;
    assertThat(spark(text))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "spark.executor.memory", "4g",
                "spark.executor.cores", "2",
                "spark.memory.fraction", "0.60",
                "spark.speculation", "true",
                "spark.hadoop.x.y", "a, b",
                "spark.quoted.whole", "1",
                "spark.app.name", "silos-round"));
  }

  @Test
  void mayContinueOneAnotherInEitherOrder() {
    String text =
        """
        spark.locality.wait = 3s // a comment with {, which opens nothing
        spark.locality.wait.node = 1s
        spark {
          speculation.quantile = 0.9, speculation = true
          hadoop.fs.s3a { endpoint.region = eu, endpoint = "http://h:1", path.style.access = true }
        }
        """;
    assertThat(spark(text))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "spark.locality.wait", "3s",
                "spark.locality.wait.node", "1s",
                "spark.speculation", "true",
                "spark.speculation.quantile", "0.9",
                "spark.hadoop.fs.s3a.endpoint", "http://h:1",
                "spark.hadoop.fs.s3a.endpoint.region", "eu",
                "spark.hadoop.fs.s3a.path.style.access", "true"));
  }

  @Test
  void mayContinueThoseOfAnIncludedFile() {
    ConfigFiles.write(
        directory, "s3.conf", "spark.a = 1, spark.a.b = 2\nspark.hidden = ${federation}");
    assertThat(spark("federation = f\ninclude \"s3\"\nspark.hidden.more = 3\nspark.a.b = 4"))
        .isEqualTo(
            Map.of(
                "spark.a", "1", "spark.a.b", "4", "spark.hidden", "f", "spark.hidden.more", "3"));
  }

  @Test
  void theLastValueStands() {
    assertThat(spark("spark.a = 1\nspark.a.b = 2\nspark.a = 3\nspark.a.b = 4\nspark.a.b = 5"))
        .isEqualTo(Map.of("spark.a", "3", "spark.a.b", "5"));
  }

  @Test
  void nullTakesAwayWhatStoodBefore() {
    assertThat(spark("spark.a.b = 1\nspark.c = 2\nspark.a = null\nspark.c = null\nspark.ab = 3"))
        .isEqualTo(Map.of("spark.ab", "3"));
  }

  @Test
  void ofTheCommandLineStandAboveAndHideNothing() {
    Path file = ConfigFiles.write(directory, "a.conf", "spark.a.b = 1\nspark.c = 2");
    Map<String, String> overrides =
        Map.of("spark.a", "x", "spark.c", "y", "spark.\"d.e\"", "z", "spark.f[0]:g", "w");
    assertThat(SettingsLoader.load(file, overrides).spark())
        .isEqualTo(
            Map.of(
                "spark.a", "x",
                "spark.a.b", "1",
                "spark.c", "y",
                "spark.d.e", "z",
                "spark.f[0]:g", "w"));
  }

  @Test
  void mustBeSingleValuesSetOnce() {
    assertThat(
            ConfigFiles.problems(directory, "spark.a = [1, 2]\nspark.b.c = 1\nspark.\"b.c\" = 2"))
        .hasSize(2)
        .contains("test.conf: 1: spark.a: expected a single value (lists as \"a,b\")")
        .anySatisfy(
            problem ->
                assertThat(problem).endsWith("spark.b.c is set twice, with and without quotes"));
  }
}
