package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fixture.HdfsCluster;
import org.skymask.fixture.S3Endpoint;

/**
 * All of it together: PyTorch silos sign their updates and upload them to S3, Airflow waits for
 * them and submits the round to a standalone cluster, which commits the version to HDFS. Needs the
 * programs SKYMASK_TEST_AIRFLOW (a Python with Airflow 3) and SKYMASK_TEST_PYTHON, and
 * SKYMASK_TEST_SPARK_HOME.
 */
class AirflowIT {
  private static final String DATE = "2026-11-20";

  private static String needed(String variable) {
    String value = System.getenv(variable);
    assumeTrue(value != null, "skipped: " + variable + " is not set");
    return Objects.requireNonNull(value);
  }

  @Test
  void roundsThatAreCommittedRepeatedAndRejected(@TempDir Path scratch) throws Exception {
    String python = needed("SKYMASK_TEST_AIRFLOW");
    String spark = needed("SKYMASK_TEST_SPARK_HOME");
    String silos = needed("SKYMASK_TEST_PYTHON");
    try (HdfsCluster hdfs = HdfsCluster.start(scratch.resolve("hdfs"), 1);
        S3Endpoint s3 = S3Endpoint.start().bucket("silos");
        TestCluster cluster = TestCluster.start(spark, scratch.resolve("cluster"), "1g");
        AlertReceiver alerts = new AlertReceiver()) {
      Clouds clouds = new Clouds(scratch.resolve("clouds"), silos, hdfs, s3);
      clouds.prepare();
      Map<String, String> environment = new HashMap<>(Clouds.credentials());
      environment.put("SKYMASK_FEDERATIONS", federations(clouds, alerts).toString());
      Airflow airflow =
          new Airflow(
              Path.of(python), scratch.resolve("airflow"), spark, cluster.master(), environment);

      String digest = committed(clouds, airflow);
      repeated(clouds, airflow, digest);
      rejected(clouds, airflow, alerts);
    }
  }

  /** Two federations of the same silos; the second one's rule asks for more than there are. */
  private static Path federations(Clouds clouds, AlertReceiver alerts) throws Exception {
    Path file = clouds.directory().resolve("federations.yaml");
    Files.writeString(
        file,
        """
        defaults:
          config: %s
          quorum: %d
          poll: 1s
          retries: 0
          alert_url: %s
          conf: {spark.executor.memory: 768m, spark.cores.max: 2}
        federations:
          clouds:
            data: %s
          strict:
            settings: {models: "%s-strict", aggregator: fedavg, quorum.minimum-accepted: 13}
        """
            .formatted(
                clouds.config(), Clouds.SILOS, alerts.url(), clouds.evaluation(), clouds.models()));
    return file;
  }

  private static String committed(Clouds clouds, Airflow airflow) throws Exception {
    SkyMaskProcess waiting = airflow.start("skymask_clouds", DATE);
    waiting.await("running trigger in line");
    clouds.upload(1);
    Run run = waiting.end();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("12 complete uploads, 12 were asked for");

    JsonNode record = clouds.record(clouds.models(), 1);
    assertThat(record.path("counts").path("accepted").asInt()).isEqualTo(11);
    JsonNode event = new ObjectMapper().readTree(events(airflow).get(0));
    assertThat(event.path("exit").asInt()).isZero();
    assertThat(event.path("round").asInt()).isEqualTo(1);
    assertThat(event.path("model")).isEqualTo(record.path("model"));
    assertThat(event.path("accuracy").asDouble()).isGreaterThan(0.5);
    return record.path("model").asText();
  }

  /** The extra values of the asset events of the model, in order. */
  private static List<String> events(Airflow airflow) throws Exception {
    return airflow.query("SELECT extra FROM asset_event ORDER BY id");
  }

  private static void repeated(Clouds clouds, Airflow airflow, String digest) throws Exception {
    Run run = airflow.run("skymask_clouds", DATE);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(clouds.left(clouds.models(), 1)).hasSize(2).contains("commit.json");
    assertThat(clouds.left(clouds.models(), 2)).isEmpty();
    assertThat(events(airflow)).hasSize(2);
    JsonNode event = new ObjectMapper().readTree(events(airflow).get(1));
    assertThat(event.path("alreadyCommitted").asBoolean()).isTrue();
    assertThat(event.path("model").asText()).isEqualTo(digest);
  }

  private static void rejected(Clouds clouds, Airflow airflow, AlertReceiver alerts)
      throws Exception {
    String models = clouds.models() + "-strict";
    clouds.initialise(models);
    Run run = airflow.run("skymask_strict", DATE);
    assertThat(run.exit()).as(run.err()).isNotZero();
    assertThat(clouds.left(models, 1)).singleElement().asString().startsWith("rejected=");
    assertThat(events(airflow)).hasSize(2);
    assertThat(alerts.received()).hasSize(1);
    JsonNode alert = alerts.received().get(0);
    assertThat(alert.path("federation").asText()).isEqualTo("strict");
    assertThat(alert.path("task").asText()).isEqualTo("rejected");
    assertThat(alert.path("round").asInt()).isEqualTo(1);
  }
}
