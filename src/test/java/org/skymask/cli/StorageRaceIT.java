package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.fixture.HdfsCluster;
import org.skymask.fixture.S3Endpoint;

/** Drivers, each a process, that race for one round on HDFS and on S3. */
class StorageRaceIT {
  private static HdfsCluster cluster;
  private static S3Endpoint endpoint;
  private static Federation digits;

  @BeforeAll
  static void start(@TempDir Path directory) {
    cluster = HdfsCluster.start(directory.resolve("hdfs"), 1);
    endpoint = S3Endpoint.start().bucket("race");
    digits = Federation.digits(directory.resolve("digits"));
  }

  @AfterAll
  static void stop() {
    endpoint.close();
    cluster.close();
  }

  /** Eight take a minute and more; RaceIT has as many on the local disk in every build. */
  private static void half(boolean inEveryBuild) {
    assumeTrue(
        inEveryBuild || System.getProperty("skymask.thorough") != null, "-Dskymask.thorough");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void onHdfsOneDriverCommits(int drivers) throws Exception {
    half(drivers == 2);
    String base = cluster.uri() + "/race-" + drivers;
    oneCommits(drivers, Places.below(digits, base, Map.of("dfs.replication", "1")));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void onS3OneDriverCommits(int drivers) throws Exception {
    half(drivers == 2);
    oneCommits(drivers, Places.below(digits, "s3a://race/" + drivers, endpoint.settings()));
  }

  /** Half of them would make another model, by another rate of the server. */
  private static void oneCommits(int drivers, Places places) throws Exception {
    places.fill();
    List<SkyMaskProcess> racers = new ArrayList<>();
    for (int driver = 0; driver < drivers; driver++) {
      String rate = driver % 2 == 0 ? "1.0" : "0.5";
      String[] options = {
        "--json",
        "--round",
        "1",
        "-D",
        "mask.epochs=2",
        "-D",
        "aggregation.server-learning-rate=" + rate
      };
      racers.add(SkyMaskProcess.start(places.arguments("round", options)));
    }
    List<Run> runs = new ArrayList<>();
    for (SkyMaskProcess racer : racers) {
      runs.add(racer.end());
    }
    assertThat(places.left(1)).hasSize(2).contains("commit.json");
    String model = places.version(1).digest();
    int winners = 0;
    for (Run run : runs) {
      if (run.exit() == 0) {
        assertThat(run.json().path("model").asText()).isEqualTo(model);
        winners += run.json().path("alreadyCommitted").asBoolean() ? 0 : 1;
      } else {
        assertThat(run.exit()).as(run.err()).isEqualTo(5);
        assertThat(run.message()).contains("round=1/commit.json");
      }
    }
    assertThat(winners).isEqualTo(1);
    assertThat(runs).filteredOn(run -> run.exit() == 5).hasSize(drivers / 2);
  }
}
