package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skymask.cli.Run;
import org.skymask.fixture.Needs;

/**
 * The way of airflow.md from nothing to a round of the demo federation, typed into one shell as the
 * page has it. Only Airflow itself is there before (SKYMASK_TEST_AIRFLOW): .ci/run installs it by
 * the page's lines.
 */
class AirflowPageIT {
  private @Nullable Reader reader;

  @BeforeEach
  void checkout() throws IOException {
    // bin/python of the environment; Python itself would be found by following links.
    Path airflow = Path.of(Needs.variable("SKYMASK_TEST_AIRFLOW")).resolve("../..").normalize();
    Optional<Path> jar = jar();
    Needs.that(jar.isPresent(), "the build was one with -Dskymask.app.skip");
    reader = Reader.in(Path.of("target/documented-airflow"));
    Path target = Files.createDirectory(reader.directory().resolve("target"));
    Files.createSymbolicLink(target.resolve("airflow"), airflow);
    Path application = jar.orElseThrow().toAbsolutePath();
    Files.createSymbolicLink(target.resolve("skymask-spark-0-app.jar"), application);
  }

  private static Optional<Path> jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files.filter(file -> file.toString().endsWith("-app.jar")).findFirst();
    }
  }

  @AfterEach
  void stopTheCluster() throws Exception {
    if (reader != null) {
      reader.run(List.of("jobs/cluster stop"), cluster(reader));
    }
  }

  /**
   * Where programs find the project and keep the cluster: with this copy, not with the checkout.
   */
  private static Map<String, String> cluster(Reader reader) {
    String directory = reader.directory().toString();
    return Map.of("SKYMASK_HOME", directory, "SKYMASK_CLUSTER_DIR", directory + "/target/cluster");
  }

  @Test
  void theDemoFederationHasARoundByAirflow() throws Exception {
    List<String> lines =
        MarkdownPage.read(Documentation.SITE.resolve("airflow.md")).blocks().stream()
            .filter(block -> "AirflowPageIT".equals(block.runBy()))
            .flatMap(block -> block.text().stream())
            .toList();
    assertThat(lines).hasSizeGreaterThan(5);

    Reader shell = Objects.requireNonNull(reader);
    Run run = shell.run(lines, cluster(shell));

    assertThat(run.exit()).as("%s%n%s", run.out(), run.err()).isZero();
    Path models = shell.directory().resolve("target/demo/models");
    assertThat(models.resolve("round=1/commit.json")).exists();
    assertThat(run.out() + run.err()).contains("28 complete uploads, 4 were asked for");
  }
}
