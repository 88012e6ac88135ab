package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.skymask.fixture.SchemaCheck;

/** {@code conf/spark-application.yaml} and the schema of the operator that it is for. */
class SparkApplicationTest {
  private static final Path MANIFEST = Path.of("conf/spark-application.yaml");

  private static final JsonNode CRD = crd();

  private static JsonNode crd() {
    try {
      return new ObjectMapper()
          .readTree(SparkApplicationTest.class.getResource("/kubernetes/sparkapplication.json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode manifest() throws IOException {
    return new YAMLMapper().readTree(MANIFEST.toFile());
  }

  private static List<String> problems(JsonNode manifest) {
    return SchemaCheck.problems(manifest, CRD.path("schema"));
  }

  @Test
  void theOperatorTakesTheManifest() throws IOException {
    JsonNode manifest = manifest();
    assertThat(manifest.path("apiVersion")).isEqualTo(CRD.path("apiVersion"));
    assertThat(manifest.path("kind").asText()).isEqualTo("SparkApplication");
    assertThat(problems(manifest)).isEmpty();
  }

  /** Otherwise the test above would say nothing. */
  @Test
  void aManifestWithAMistakeIsRefused() throws IOException {
    refused(spec -> spec.remove("driver"), "spec has no driver");
    refused(spec -> spec.put("mainClas", "x"), "spec.mainClas is no field of this kind");
    refused(spec -> spec.put("mode", "local"), "spec.mode is \"local\", expected one of");
    refused(spec -> driver(spec).put("cores", 0), "spec.driver.cores is 0, which is out of bounds");
    refused(spec -> driver(spec).put("memory", 4), "spec.driver.memory is 4, expected string");
    refused(spec -> driver(spec).putObject("affinity"), "spec.driver.affinity: the schema of the");
    refused(spec -> driver(spec).withArray("env").addObject(), "spec.driver.env[4] has no name");
    refused(
        spec -> ((ObjectNode) spec.path("sparkConf")).put("spark.task.cpus", 1),
        "spec.sparkConf.spark.task.cpus is 1, expected string");
    refused(
        spec -> ((ObjectNode) spec.at("/volumes/0/emptyDir")).put("sizeLimit", "much"),
        "spec.volumes[0].emptyDir.sizeLimit is \"much\", expected ");
  }

  private static ObjectNode driver(ObjectNode spec) {
    return (ObjectNode) spec.path("driver");
  }

  private static void refused(Consumer<ObjectNode> mistake, String problem) throws IOException {
    JsonNode manifest = manifest();
    mistake.accept((ObjectNode) manifest.path("spec"));
    assertThat(problems(manifest)).singleElement().asString().startsWith(problem);
  }

  /** As spark-submit asks for it with {@code conf/kubernetes.conf}. */
  @Test
  void itsValuesAreThoseOfTheProperties() throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("conf/kubernetes.conf"))) {
      properties.load(reader);
    }
    JsonNode spec = manifest().path("spec");
    assertThat(spec.path("image").asText())
        .isEqualTo(properties.get("spark.kubernetes.container.image"));
    assertThat(manifest().at("/metadata/namespace").asText())
        .isEqualTo(properties.get("spark.kubernetes.namespace"));
    assertThat(spec.at("/driver/serviceAccount").asText())
        .isEqualTo(properties.get("spark.kubernetes.authenticate.driver.serviceAccountName"));
    assertThat(spec.at("/executor/instances").asText())
        .isEqualTo(properties.get("spark.executor.instances"));
    for (String role : List.of("driver", "executor")) {
      for (String key : List.of("cores", "memory", "memoryOverhead")) {
        assertThat(spec.path(role).path(key).asText())
            .isEqualTo(properties.get("spark." + role + "." + key));
      }
      for (JsonNode variable : spec.path(role).path("env")) {
        assertThat(value(variable))
            .isEqualTo(properties.get(key(role, variable) + variable.path("name").asText()));
      }
      assertThat(spec.path(role).path("env")).hasSize(4);
      assertThat(spec.path(role).at("/volumeMounts/0/mountPath").asText())
          .isEqualTo(
              properties.get("spark.kubernetes." + role + ".volumes.emptyDir.natives.mount.path"));
    }
  }

  private static String key(String role, JsonNode variable) {
    if (variable.has("valueFrom")) {
      return "spark.kubernetes." + role + ".secretKeyRef.";
    }
    return role.equals("driver") ? "spark.kubernetes.driverEnv." : "spark.executorEnv.";
  }

  private static String value(JsonNode variable) {
    JsonNode secret = variable.at("/valueFrom/secretKeyRef");
    return secret.isMissingNode()
        ? variable.path("value").asText()
        : secret.path("name").asText() + ":" + secret.path("key").asText();
  }
}
