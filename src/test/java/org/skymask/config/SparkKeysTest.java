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
  void mayContinueOneAnotherInQuotes() {
    String text =
        """
        spark.locality.wait = 3s // a comment with {, which opens nothing
        "spark.locality.wait.node" = 1s
        spark {
          "speculation.quantile" = 0.9, speculation = true
          hadoop.fs.s3a { "endpoint.region" = eu, endpoint = "http://h:1", path.style.access = true }
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

  private static String lost(String place, String longer, String shorter) {
    return place
        + longer
        + ": "
        + shorter
        + " is set too, and HOCON keeps only one of them: quote the key, \""
        + longer
        + "\" = …";
  }

  @Test
  void areRefusedWhereHoconWouldLoseOne() {
    String text =
        """
        spark.locality.wait = 3s # with a {
        spark.locality.wait.node = 1s
        spark {
          speculation.quantile = 0.9, speculation = "a } \\" {"
          a { b.c.d = 1 }
          a.b.c = ${federation}, e : { "f" = 1 }, e.f.g = 2
        }
        federation = silos, spark.h = [{ i = 1 }], spark.h.i =
          2
        """;
    assertThat(ConfigFiles.problems(directory, text))
        .contains(
            lost("test.conf: 2: ", "spark.locality.wait.node", "spark.locality.wait"),
            lost("test.conf: 4: ", "spark.speculation.quantile", "spark.speculation"),
            lost("test.conf: 5: ", "spark.a.b.c.d", "spark.a.b.c"),
            lost("test.conf: 6: ", "spark.e.f.g", "spark.e.f"),
            lost("test.conf: 9: ", "spark.h.i", "spark.h"))
        .hasSize(5);
  }

  @Test
  void areRefusedWhereAnIncludedFileHasTheOther() {
    ConfigFiles.write(
        directory, "base.conf", "spark.a = 1, spark.x = [1]\nspark.hidden = ${federation}");
    ConfigFiles.write(directory, "block.conf", "{ x = 1\ny.z = 2 }");
    assertThat(
            ConfigFiles.problems(
                directory,
                "federation = f\ninclude \"base\"\nspark.hidden.more = 3\nspark.a.b = 4\n"
                    + "spark.x.w = 5\nspark.y = 6\nspark { include required(\"block.conf\") }"))
        .contains(
            lost("test.conf: 3: ", "spark.hidden.more", "spark.hidden"),
            lost("test.conf: 4: ", "spark.a.b", "spark.a"),
            lost("test.conf: 5: ", "spark.x.w", "spark.x"),
            lost("block.conf: 2: ", "spark.y.z", "spark.y"))
        .hasSize(4);
  }

  @Test
  void ofABlockThatIsSubstitutedAreNotLost() {
    assertThat(
            spark(
                "spark.b.cores = 2\nspark.executor = ${spark.b}\nspark.executor.memory = 1g"
                    + "\nspark.y = ${?NOBODY_SETS_THIS}\nspark.y.z = 3"))
        .isEqualTo(
            Map.of(
                "spark.b.cores", "2",
                "spark.executor.cores", "2",
                "spark.executor.memory", "1g",
                "spark.y.z", "3"));
  }

  @Test
  void theLastValueStands() {
    assertThat(spark("spark.a = 1\n\"spark.a.b\" = 2\nspark.a = 3\n\"spark.a.b\" = 4"))
        .isEqualTo(Map.of("spark.a", "3", "spark.a.b", "4"));
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
