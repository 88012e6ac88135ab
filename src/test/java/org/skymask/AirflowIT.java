package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fixture.HdfsCluster;
import org.skymask.fixture.Needs;
import org.skymask.fixture.S3Endpoint;

/**
 * All of it together, with the demo federation: silos sign their updates by the Python client and
 * upload them to S3, Airflow waits for them and submits the round to a standalone cluster, which
 * commits the version to HDFS. Needs the programs SKYMASK_TEST_AIRFLOW (a Python with Airflow 3)
 * and SKYMASK_TEST_PYTHON, and SKYMASK_TEST_SPARK_HOME.
 */
class AirflowIT {
  private static final String DATE = "2026-11-20";

  @Test
  void roundsThatAreCommittedRepeatedRefusedAndRejected(@TempDir Path scratch) throws Exception {
    String python = Needs.variable("SKYMASK_TEST_AIRFLOW");
    String spark = Needs.sparkHome();
    String silos = Needs.variable("SKYMASK_TEST_PYTHON");
    try (HdfsCluster hdfs = HdfsCluster.start(scratch.resolve("hdfs"), 1);
        S3Endpoint s3 = S3Endpoint.start().bucket("silos");
        TestCluster cluster = TestCluster.start(spark, scratch.resolve("cluster"), "1g");
        AlertReceiver alerts = new AlertReceiver()) {
      DemoFederation demo = new DemoFederation(scratch.resolve("people"), silos, hdfs, s3);
      demo.prepare();
      Map<String, String> environment = new HashMap<>(DemoFederation.credentials());
      environment.put("SKYMASK_FEDERATIONS", federations(demo, alerts).toString());
      Airflow airflow =
          new Airflow(
              Path.of(python), scratch.resolve("airflow"), spark, cluster.master(), environment);

      String digest = committed(demo, airflow);
      repeated(demo, airflow, digest);
      refused(demo, airflow, alerts);
      rejected(demo, airflow, alerts);
    }
  }

  /**
   * The demo's; the same model directory by somebody with other settings; and one whose rule asks
   * for more silos than there are.
   */
  private static Path federations(DemoFederation demo, AlertReceiver alerts) throws Exception {
    Path file = demo.directory().resolve("federations.yaml");
    Files.writeString(
        file,
        """
        defaults:
          config: %1$s
          data: data/evaluation.parquet
          quorum: %2$d
          poll: 1s
          retries: 0
          alert_url: %3$s
          conf: {spark.executor.memory: 768m, spark.cores.max: 2}
        federations:
          people: {}
          others:
            settings: {aggregation.server-learning-rate: 0.5}
          strict:
            settings: {models: "%4$s-strict", aggregator: fedavg, quorum.minimum-accepted: 29}
        """
            .formatted(demo.config(), DemoFederation.SILOS, alerts.url(), demo.models()));
    return file;
  }

  private static String committed(DemoFederation demo, Airflow airflow) throws Exception {
    SkyMaskProcess waiting = airflow.start("skymask_people", DATE);
    waiting.await("running trigger in line");
    demo.submit();
    Run run = waiting.end();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("28 complete uploads, 28 were asked for");

    JsonNode record = demo.record(demo.models(), 1);
    assertThat(record.path("counts").path("accepted").asInt()).isEqualTo(22);
    JsonNode event = new ObjectMapper().readTree(events(airflow).get(0));
    assertThat(event.path("exit").asInt()).isZero();
    assertThat(event.path("round").asInt()).isEqualTo(1);
    assertThat(event.path("model")).isEqualTo(record.path("model"));
    assertThat(event.path("accuracy").asDouble()).isGreaterThan(0.85);
    return record.path("model").asText();
  }

  /** The extra values of the asset events of the model, in order. */
  private static List<String> events(Airflow airflow) throws Exception {
    return airflow.query("SELECT extra FROM asset_event ORDER BY id");
  }

  private static void repeated(DemoFederation demo, Airflow airflow, String digest)
      throws Exception {
    Run run = airflow.run("skymask_people", DATE);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(demo.left(demo.models(), 1)).hasSize(2).contains("commit.json");
    assertThat(demo.left(demo.models(), 2)).isEmpty();
    assertThat(events(airflow)).hasSize(2);
    JsonNode event = new ObjectMapper().readTree(events(airflow).get(1));
    assertThat(event.path("alreadyCommitted").asBoolean()).isTrue();
    assertThat(event.path("model").asText()).isEqualTo(digest);
  }

  /** The date's round is another's already, made with other settings: a conflict, and an alert. */
  private static void refused(DemoFederation demo, Airflow airflow, AlertReceiver alerts)
      throws Exception {
    Run run = airflow.run("skymask_others", DATE, "--conf", "{\"round\": 1}");
    assertThat(run.exit()).as(run.err()).isNotZero();
    assertThat(demo.left(demo.models(), 1)).hasSize(2).contains("commit.json");
    assertThat(events(airflow)).hasSize(2);
    assertThat(alerts.received()).hasSize(1);
    expect(alerts.received().get(0), "others", "conflict");
  }

  private static void expect(JsonNode alert, String federation, String task) {
    assertThat(alert.path("federation").asText()).isEqualTo(federation);
    assertThat(alert.path("task").asText()).isEqualTo(task);
    assertThat(alert.path("round").asInt()).isEqualTo(1);
  }

  private static void rejected(DemoFederation demo, Airflow airflow, AlertReceiver alerts)
      throws Exception {
    String models = demo.models() + "-strict";
    demo.initialise(models);
    Run run = airflow.run("skymask_strict", DATE);
    assertThat(run.exit()).as(run.err()).isNotZero();
    assertThat(demo.left(models, 1)).singleElement().asString().startsWith("rejected=");
    assertThat(events(airflow)).hasSize(2);
    assertThat(alerts.received()).hasSize(2);
    expect(alerts.received().get(1), "strict", "rejected");
  }
}
