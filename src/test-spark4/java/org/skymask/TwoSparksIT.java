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
import org.skymask.cli.TestFederation;
import org.skymask.fixture.Needs;

/** The same rounds on Spark 3.5, which the default build is for, and on Spark 4. */
class TwoSparksIT {
  @TempDir Path directory = Path.of("");

  @BeforeAll
  static void needsBoth() {
    for (String build : List.of("target", "target/spark-4")) {
      Needs.that(Files.exists(Path.of(build, "skymask.classpath")), "nothing is built in " + build);
    }
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

  private static Map<String, String> spark(int number) {
    return Map.of("SKYMASK_SPARK", String.valueOf(number));
  }

  /** A round on a copy of the version 0 that Spark 3.5 has made. */
  private JsonNode round(Map<String, String> chosen, String name, String... further) {
    Path initial = directory.resolve("initial");
    if (!Files.exists(initial)) {
      run(spark(3), "init", initial, "--from", "data/model");
    }
    TestFederation.copy(initial, directory.resolve(name));
    return run(chosen, "round", directory.resolve(name), further);
  }

  /**
   * The case of README. What one Spark commits the other checks and evaluates, so a federation may
   * change its Spark.
   */
  @Test
  void theModelIsTheSameBitsAndEachReadsTheOthers() {
    JsonNode three = round(spark(3), "three");
    JsonNode four = round(spark(4), "four");
    assertThat(three.at("/versions/spark").asText()).startsWith("3.");
    assertThat(four.at("/versions/spark").asText()).startsWith("4.");
    assertThat(four.path("model")).isEqualTo(three.path("model"));
    assertThat(four.path("counts")).isEqualTo(three.path("counts"));

    String[] data = {"--data", "data/evaluation.parquet"};
    List<JsonNode> measured = new ArrayList<>();
    for (int reader : new int[] {3, 4}) {
      Path models = directory.resolve(reader == 3 ? "four" : "three");
      assertThat(run(spark(reader), "verify", models).path("problems")).isEmpty();
      measured.add(run(spark(reader), "evaluate", models, data).path("accuracy"));
    }
    assertThat(measured.get(0).isNumber()).isTrue();
    assertThat(measured.get(1)).isEqualTo(measured.get(0));
  }

  /** A rule that uses HDBSCAN, whose library has a Protocol Buffers of its own with Spark 4. */
  @Test
  void aRuleWithALibraryOfItsOwnMakesTheSameModel() {
    String rule = "aggregator=deepsight";
    assertThat(round(spark(4), "four", "-D", rule).path("model"))
        .isEqualTo(round(spark(3), "three", "-D", rule).path("model"));
  }

  /**
   * On embedded Spark: what the environment names here is a runtime without the module
   * jdk.incubator.vector, which spark-submit asks for.
   */
  @Test
  void theModelIsTheSameOnJava21() {
    String java = Needs.variable("SKYMASK_TEST_JAVA_21");
    JsonNode usual = round(spark(4), "usual");
    for (String number : List.of("3", "4")) {
      JsonNode round = round(Map.of("JAVA_HOME", java, "SKYMASK_SPARK", number), number);
      assertThat(round.at("/versions/java").asText()).startsWith("21.");
      assertThat(round.path("model")).isEqualTo(usual.path("model"));
    }
  }
}
