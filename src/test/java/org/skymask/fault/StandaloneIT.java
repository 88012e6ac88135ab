package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.cli.TestFederation;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.fixture.Needs;

/**
 * A master and two workers of a Spark distribution (environment variable SKYMASK_TEST_SPARK_HOME),
 * rounds by spark-submit, and what is killed there: executors, a worker, the driver.
 */
class StandaloneIT {
  private static StandaloneCluster cluster;
  private static String home;
  private static String expected;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    home = Needs.sparkHome();
    TestFederation embedded = TestFederation.digits(directory.resolve("embedded"));
    Run run = SkyMaskProcess.run(Run.arguments(embedded, "round", "--json"));
    assertThat(run.exit()).as(run.err()).isZero();
    expected = embedded.version(1).digest();
    cluster = StandaloneCluster.start(Path.of(home), directory.resolve("cluster"), 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static SkyMaskProcess submit(TestFederation digits) throws IOException {
    return submit(digits, "", "");
  }

  /**
   * @param options of spark-submit
   * @param java options of the driver's JVM
   */
  private static SkyMaskProcess submit(
      TestFederation digits, String options, String java, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("jobs/skymask"));
    command.addAll(List.of(Run.arguments(digits, "round", "--round", "1", "--json")));
    command.addAll(List.of(arguments));
    String all = "--conf spark.executor.memory=768m --conf spark.cores.max=2 --master ";
    return SkyMaskProcess.start(
        command,
        Map.of(
            "SPARK_HOME",
            home,
            "SKYMASK_JAVA_OPTS",
            java,
            "SKYMASK_SUBMIT_OPTS",
            all + cluster.url() + " " + options));
  }

  private static void committed(Run run, TestFederation digits) throws IOException {
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().path("model").asText()).isEqualTo(expected);
    assertThat(digits.version(1).digest()).isEqualTo(expected);
  }

  @Test
  void executorsThatAreKilledAreReplaced(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory.resolve("federation"));
    SkyMaskProcess driver = submit(digits);
    driver.await("root-update in");
    assertThat(cluster.killExecutors()).isPositive();
    committed(driver.end(), digits);
  }

  @Test
  @EnabledIfSystemProperty(named = "skymask.thorough", matches = ".*")
  void aWorkerThatIsKilledIsReplaced(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory.resolve("federation"));
    SkyMaskProcess driver = submit(digits);
    driver.await("admit in");
    cluster.killWorker();
    cluster.addWorker();
    committed(driver.end(), digits);
  }

  @Test
  @EnabledIfSystemProperty(named = "skymask.thorough", matches = ".*")
  void aDriverThatIsKilledIsFollowedByAnother(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory.resolve("federation"));
    SkyMaskProcess driver = submit(digits);
    driver.await("train-masks in");
    driver.kill();
    driver.end();
    assertThat(digits.left(1)).doesNotContain("commit.json");
    assertThat(digits.version(0).round()).isZero();
    committed(submit(digits).end(), digits);
  }

  /** It hangs in the middle of the file that is to become commit.json. */
  @Test
  void aDriverThatIsKilledWhileItPublishesIsFollowedByAnother(@TempDir Path directory)
      throws Exception {
    TestFederation digits = TestFederation.digits(directory.resolve("federation"));
    String commit = digits.models() + "/round=1/.commit.json";
    Fault fault = new Fault(1, Moment.HALFWAY, Effect.HANGS, commit);
    SkyMaskProcess driver =
        submit(
            digits,
            "--jars " + faults(directory.resolve("faults.jar")),
            "-D" + Faults.PROPERTY + "=" + fault,
            "-D",
            "spark.hadoop.fs.file.impl=" + FaultyLocalFileSystem.class.getName(),
            "-D",
            "spark.hadoop.fs.file.impl.disable.cache=true");
    driver.await(Faults.HANGING + "write ");
    driver.kill();
    driver.end();
    assertThat(digits.left(1))
        .anyMatch(name -> name.startsWith(".commit.json."))
        .doesNotContain("commit.json");
    committed(submit(digits).end(), digits);
  }

  /** The classes of the tests that put faults into storage, for driver and executors. */
  private static Path faults(Path jar) throws Exception {
    Path classes =
        Path.of(Faults.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes.resolve("org/skymask"))) {
      for (Path file : files.filter(StandaloneIT::isOfFaults).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private static boolean isOfFaults(Path file) {
    return file.toString()
        .matches(".*/(fault/Fault[^/]*|storage/commit/WatchedCommit[^/]*)\\.class");
  }
}
