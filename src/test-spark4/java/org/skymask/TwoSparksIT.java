package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.fixture.Needs;

/** The same rounds on Spark 3.5, which the default build is for, and on Spark 4. */
class TwoSparksIT {
  @BeforeAll
  static void needsBoth() {
    for (String build : List.of("target", "target/spark-4")) {
      Needs.that(
          Files.exists(Path.of(build, "skymask.classpath")), "nothing is built in " + build);
    }
  }

  private static JsonNode run(String spark, String command, Path models, String... further) {
    return run(Map.of("SKYMASK_SPARK", spark), command, models, further);
  }

  private static JsonNode run(
      Map<String, String> chosen, String command, Path models, String... further) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--config", "conf/demo.conf", "-D", "models=" + models));
    arguments.addAll(List.of(further));
    Map<String, String> environment = new HashMap<>(chosen);
    environment.putAll(Map.of("SKYMASK_ARCHIVE", "existing", "SKYMASK_MASTER", "local[2]"));
    return Commands.json(environment, arguments.toArray(String[]::new));
  }

  private static JsonNode round(String spark, Path models, String... further) {
    return round(Map.of("SKYMASK_SPARK", spark), models, further);
  }

  private static JsonNode round(Map<String, String> chosen, Path models, String... further) {
    run(chosen, "init", models, "--from", "data/model");
    return run(chosen, "round", models, further);
  }

  /** The case of README by SkyMask, the average, and a rule that uses HDBSCAN. */
  @ParameterizedTest
  @ValueSource(strings = {"skymask", "fedavg", "deepsight"})
  void theModelIsTheSameBits(String aggregator, @TempDir Path directory) {
    JsonNode three = round("3", directory.resolve("three"), "-D", "aggregator=" + aggregator);
    JsonNode four = round("4", directory.resolve("four"), "-D", "aggregator=" + aggregator);
    assertThat(three.at("/versions/spark").asText()).startsWith("3.");
    assertThat(four.at("/versions/spark").asText()).startsWith("4.");
    assertThat(four.path("model")).isEqualTo(three.path("model"));
    assertThat(four.path("counts")).isEqualTo(three.path("counts"));
  }

  /** What one commits the other checks and evaluates: a federation may change its Spark. */
  @Test
  void eachReadsWhatTheOtherHasCommitted(@TempDir Path directory) {
    for (List<String> order : List.of(List.of("3", "4"), List.of("4", "3"))) {
      Path models = directory.resolve(order.get(0));
      round(order.get(0), models);
      JsonNode verified = run(order.get(1), "verify", models);
      assertThat(verified.path("problems")).isEmpty();
      JsonNode measured = run(order.get(1), "evaluate", models, "--data", "data/evaluation.parquet");
      JsonNode own = run(order.get(0), "evaluate", models, "--data", "data/evaluation.parquet");
      assertThat(measured.path("accuracy")).isEqualTo(own.path("accuracy"));
    }
  }

  /** Both Sparks on the later Java, and Spark 4 by its distribution. */
  @Test
  void theModelIsTheSameOnJava21(@TempDir Path directory) {
    String java = Needs.variable("SKYMASK_TEST_JAVA_21");
    JsonNode usual = round("4", directory.resolve("usual"));
    List<Map<String, String>> ways =
        List.of(
            Map.of("JAVA_HOME", java, "SKYMASK_SPARK", "3"),
            Map.of("JAVA_HOME", java, "SKYMASK_SPARK", "4"),
            Map.of("JAVA_HOME", java, "SPARK_HOME", Needs.sparkHome()));
    for (Map<String, String> way : ways) {
      JsonNode round = round(way, directory.resolve(String.valueOf(ways.indexOf(way))));
      assertThat(round.at("/versions/java").asText()).startsWith("21.");
      assertThat(round.path("model")).isEqualTo(usual.path("model"));
    }
  }
}
