package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.TestFederation;
import org.skymask.fixture.Needs;

/**
 * Rounds on the cluster that {@code jobs/cluster} starts, with {@code conf/standalone.conf} (needs
 * SKYMASK_TEST_SPARK_HOME), in client and in cluster deploy mode.
 */
class ClusterIT {
  private static TestCluster cluster;

  @BeforeAll
  static void start(@TempDir Path directory) {
    cluster = TestCluster.start(Needs.sparkHome(), directory.resolve("cluster"), "2g");
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      assertThat(cluster.command("status")).contains("worker-1", "worker-2");
      cluster.close();
      assertThat(cluster.fails("status")).isEqualTo(1);
    }
  }

  /** The project's properties for such a cluster, with others below them. */
  private static Path properties(Path directory, String... further) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("conf/standalone.conf")));
    lines.addAll(List.of("spark.executor.memory 768m", "spark.executor.cores 1"));
    lines.addAll(List.of("spark.driver.memory 768m"));
    lines.addAll(List.of(further));
    return Files.write(directory.resolve("spark.conf"), lines);
  }

  /** As a user does who has the two lines of {@code env} in a shell. */
  private static String skymask(String options, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", "-c"));
    command.add(
        "set -e; eval \"$(jobs/cluster env)\";"
            + " export SKYMASK_SUBMIT_OPTS=\"$SKYMASK_SUBMIT_OPTS $OPTIONS\"; jobs/skymask \"$@\"");
    command.add("-");
    command.addAll(List.of(arguments));
    return cluster.run(Map.of("OPTIONS", options), command);
  }

  @Test
  void bareWorkersServeARoundInClientMode(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory.resolve("federation"));
    String below = "\nspark { test.both = file, test.own = file }\n";
    Files.writeString(digits.config(), below, StandardOpenOption.APPEND);
    Path bare = Files.createDirectory(directory.resolve("bare"));
    Path events = Files.createDirectory(directory.resolve("events"));
    Path properties =
        properties(
            directory,
            "spark.eventLog.enabled true",
            "spark.eventLog.dir " + events.toUri(),
            // An empty home: native libraries have to be unpacked, by both executors at once.
            "spark.executor.extraJavaOptions -Duser.home=" + bare);
    Files.writeString(directory.resolve("note.txt"), "for every executor");

    String out =
        skymask(
            "--properties-file "
                + properties
                + " --conf spark.test.both=command --files "
                + directory.resolve("note.txt"),
            "round",
            "--config",
            digits.config().toString(),
            "--json");

    String model = new ObjectMapper().readTree(out).path("model").asText();
    assertThat(digits.version(1).digest()).isEqualTo(model);
    assertThat(bare.resolve(".djl.ai")).isDirectory();
    String log = Files.readString(TestFederation.only(events, "app-"));
    assertThat(log).contains("SparkListenerExecutorAdded", "note.txt", "org.skymask.SkyMask");
    assertThat(log)
        .as("--conf stands above the federation's file")
        .contains("\"spark.test.both\":\"command\"", "\"spark.test.own\":\"file\"")
        .doesNotContain("\"spark.test.both\":\"file\"");
    assertThat(copies("note.txt")).as("in executors' directories").isPositive();
  }

  /** In how many executors' directories a file is. */
  private static long copies(String name) throws IOException {
    try (Stream<Path> files = Files.walk(cluster.directory())) {
      return files.filter(file -> file.getFileName().toString().equals(name)).count();
    }
  }

  @Test
  void inClusterModeAWorkerRunsTheDriver(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory.resolve("federation"));
    Path properties = properties(directory);

    String out =
        skymask(
            "--deploy-mode cluster --properties-file " + properties,
            "round",
            "--config",
            digits.config().toString(),
            "--json");

    assertThat(out).as("the driver's output stays on its worker").isEmpty();
    assertThat(digits.left(1)).contains("commit.json");
    assertThat(digits.version(1).round()).isEqualTo(1);
  }
}
