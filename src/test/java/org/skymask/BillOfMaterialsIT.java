package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skymask.fixture.Built;
import org.skymask.fixture.Needs;
import org.skymask.round.Versions;

/** The bill of materials that a build with {@code -Prelease} writes. */
class BillOfMaterialsIT {
  private static final Path BILL = Built.directory().resolve("bom.json");

  /** Licences under which libraries may be handed on, as metadata name them. */
  private static final Set<String> TAKEN =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "Apache License, 2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSD-4-Clause",
          "CDDL-1.0",
          "CDDL-1.1",
          "EPL-1.0",
          "EPL-2.0",
          "MIT",
          "MIT-0",
          "Public Domain",
          "Unicode-3.0");

  /** Their metadata name none; they are under Apache-2.0. The last is Spark 4's. */
  private static final Set<String> SILENT =
      Set.of("xbean-asm9-shaded", "oro", "datasketches-memory");

  private static JsonNode bill() throws IOException {
    Needs.that(Files.exists(BILL), "the build was one without -Prelease");
    return new ObjectMapper().readTree(BILL.toFile());
  }

  /** What a release hands on is in the bill: the application jar's and the launcher's libraries. */
  @Test
  void whatIsHandedOnMayBe() throws IOException {
    for (JsonNode component : bill().path("components")) {
      String name = component.path("name").asText();
      List<String> offered = new ArrayList<>();
      for (JsonNode license : component.path("licenses")) {
        offered.add(license.at("/license/id").asText());
        offered.add(license.at("/license/name").asText());
        offered.addAll(List.of(license.path("expression").asText().split("[() ]+")));
      }
      if (!SILENT.contains(name)) {
        assertThat(offered).as(name).containsAnyElementsOf(TAKEN);
      }
    }
  }

  @Test
  void namesWhatTheProductConsistsOf() throws IOException {
    JsonNode bill = bill();
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
