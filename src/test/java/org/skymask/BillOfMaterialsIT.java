package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skymask.fixture.Built;
import org.skymask.fixture.Needs;
import org.skymask.round.Versions;

/** The bill of materials that a build with {@code -Prelease} writes. */
class BillOfMaterialsIT {
  private static final Path BILL = Built.directory().resolve("bom.json");

  @Test
  void namesWhatTheProductConsistsOf() throws IOException {
    Needs.that(Files.exists(BILL), "the build was one without -Prelease");
    JsonNode bill = new ObjectMapper().readTree(BILL.toFile());
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.path("metadata").path("component").path("name").asText())
        .isEqualTo("skymask-spark");
    Map<String, String> found = new TreeMap<>();
    for (JsonNode component : bill.path("components")) {
      String name = component.path("group").asText() + ":" + component.path("name").asText();
      found.put(name, component.path("version").asText());
      assertThat(component.path("hashes")).as(name).isNotEmpty();
    }
    Map<String, String> versions = Versions.all();
    assertThat(found)
        .hasSizeGreaterThan(100)
        .containsEntry("info.picocli:picocli", versions.get("picocli"))
        .containsEntry("com.typesafe:config", versions.get("config"))
        .containsEntry("org.tribuo:tribuo-clustering-hdbscan", versions.get("tribuo"))
        .containsEntry("ai.djl.pytorch:pytorch-engine", versions.get("djl"))
        .containsEntry("org.deeplearning4j:deeplearning4j-core", versions.get("dl4j"))
        .containsEntry("org.apache.spark:spark-mllib_" + Built.scala(), versions.get("spark"))
        .containsEntry("org.apache.hadoop:hadoop-client-api", versions.get("hadoop"));
  }
}
