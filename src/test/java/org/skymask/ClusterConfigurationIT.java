package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.Built;
import org.skymask.fixture.KubernetesApi;
import org.skymask.fixture.Needs;

/**
 * What can be known of the configurations for clusters without one: their keys are Spark's, and
 * spark-submit makes of them what the pages say (needs SKYMASK_TEST_SPARK_HOME).
 */
class ClusterConfigurationIT {
  @TempDir Path directory = Path.of("");
  private String spark;

  @BeforeEach
  void needsSpark() {
    spark = Needs.sparkHome();
  }

  @Test
  void everyKeyIsSparksAndEveryValueCanBeRead() throws IOException {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            Built.directory().resolve("test-classes") + File.pathSeparator + spark + "/jars/*",
            "org.skymask.fixture.KnownSparkKeys",
            "conf/standalone.conf",
            "conf/yarn.conf",
            "conf/kubernetes.conf",
            operators().toString());
    assertThat(Commands.run(Map.of(), command)).isEmpty();
  }

  /** The properties in the manifest for the Spark operator. */
  private Path operators() throws IOException {
    List<String> lines = new ArrayList<>();
    SparkApplicationTest.manifest()
        .at("/spec/sparkConf")
        .fields()
        .forEachRemaining(entry -> lines.add(entry.getKey() + " " + entry.getValue().asText()));
    return Files.write(directory.resolve("operator.conf"), lines);
  }

  @Test
  void onKubernetesADriverPodIsAskedFor() throws IOException {
    try (KubernetesApi api = new KubernetesApi()) {
      String options =
          "--properties-file conf/kubernetes.conf --master %s --conf %s=false"
              .formatted(api.master(), "spark.kubernetes.submission.waitAppCompletion");
      Commands.skymask(
          Map.of(
              "SPARK_HOME",
              spark,
              "SKYMASK_SUBMIT_OPTS",
              options,
              "SKYMASK_APP",
              "local:///opt/skymask/skymask.jar"),
          "round",
          "--config",
          "/opt/skymask/conf/my.conf");

      JsonNode pod = api.created("Pod").get(0).path("spec");
      JsonNode driver = pod.path("containers").get(0);
      assertThat(pod.path("serviceAccountName").asText()).isEqualTo("skymask");
      assertThat(driver.path("image").asText()).isEqualTo("skymask-spark:0.1.0");
      assertThat(driver.path("args").toString())
          .contains("org.skymask.SkyMask", "/opt/skymask/skymask.jar", "round", "my.conf");
      assertThat(environment(driver, "OMP_NUM_THREADS").path("value").asText()).isEqualTo("1");
      assertThat(environment(driver, "AWS_ACCESS_KEY_ID").at("/valueFrom/secretKeyRef/name"))
          .hasToString("\"skymask-s3\"");
      assertThat(driver.path("volumeMounts").toString()).contains("\"/tmp\"");
    }
  }

  private static JsonNode environment(JsonNode container, String name) {
    for (JsonNode variable : container.path("env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable;
      }
    }
    throw new AssertionError("no " + name + " in " + container.path("env"));
  }

  /** What the image copies is what {@code jobs/image} gathers. */
  @Test
  void theImageHasItsParts() throws IOException {
    Path context = Built.directory().resolve("image-test");
    Commands.run(Map.of(), List.of("jobs/image", context.toString()));
    List<String> copied;
    try (Stream<String> lines = Files.lines(context.resolve("Containerfile"))) {
      copied = lines.filter(line -> line.startsWith("COPY ")).map(l -> l.split(" ")[1]).toList();
    }
    assertThat(copied).hasSize(3);
    for (String source : copied) {
      assertThat(context.resolve(source)).exists();
    }
    assertThat(context.resolve("s3a/hadoop-aws-" + VersionInfo.getVersion() + ".jar")).exists();
  }
}
