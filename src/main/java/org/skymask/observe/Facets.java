package org.skymask.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.skymask.round.Versions;

/** Facets of OpenLineage (spec 2-0-2), each with who made it and which schema it follows. */
final class Facets {
  static final ObjectMapper MAPPER = new ObjectMapper();
  static final String SPEC = "https://openlineage.io/spec/";

  private Facets() {}

  /** Of whoever makes an event. */
  static String producer() {
    return "urn:" + Versions.createdBy().replace('/', ':');
  }

  private static ObjectNode facet(String version, String type) {
    return MAPPER
        .createObjectNode()
        .put("_producer", producer())
        .put("_schemaURL", SPEC + "facets/" + version + "/" + type + ".json#/$defs/" + type);
  }

  /** A run facet of our own. */
  static ObjectNode own() {
    return MAPPER
        .createObjectNode()
        .put("_producer", producer())
        .put("_schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunFacet");
  }

  static ObjectNode jobType(String job) {
    return facet("2-0-3", "JobTypeJobFacet")
        .put("processingType", "BATCH")
        .put("integration", "SKYMASK")
        .put("jobType", job.toUpperCase(Locale.ROOT));
  }

  static ObjectNode processingEngine() {
    return facet("1-1-1", "ProcessingEngineRunFacet")
        .put("name", "spark")
        .put("version", Versions.all().getOrDefault("spark", ""))
        .put("openlineageAdapterVersion", Versions.all().getOrDefault("skymask", ""));
  }

  static ObjectNode parent(ParentRun parent) {
    ObjectNode facet = facet("1-1-0", "ParentRunFacet");
    facet.putObject("run").put("runId", parent.runId());
    facet.putObject("job").put("namespace", parent.namespace()).put("name", parent.job());
    return facet;
  }

  static ObjectNode error(String message) {
    return facet("1-0-1", "ErrorMessageRunFacet")
        .put("message", message)
        .put("programmingLanguage", "JAVA");
  }

  static ObjectNode dataSource(DatasetName name) {
    return facet("1-0-1", "DatasourceDatasetFacet")
        .put("name", name.namespace())
        .put("uri", name.uri());
  }

  static ObjectNode version(String version) {
    return facet("1-0-1", "DatasetVersionDatasetFacet").put("datasetVersion", version);
  }

  /**
   * @param columns type by name, in order
   */
  static ObjectNode schema(Map<String, String> columns) {
    ObjectNode facet = facet("1-1-1", "SchemaDatasetFacet");
    ArrayNode fields = facet.putArray("fields");
    columns.forEach((name, type) -> fields.addObject().put("name", name).put("type", type));
    return facet;
  }

  static ObjectNode inputStatistics(long bytes, long files) {
    return facet("1-0-0", "InputStatisticsInputDatasetFacet")
        .put("size", bytes)
        .put("fileCount", files);
  }

  static ObjectNode outputStatistics(long bytes, long files) {
    return facet("1-0-2", "OutputStatisticsOutputDatasetFacet")
        .put("size", bytes)
        .put("fileCount", files);
  }
}
