package org.skymask.observe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skymask.model.FileDigest;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;

/**
 * What a job reads and writes. Each directory is one dataset, and the job takes a version of it.
 */
interface RunDatasets {
  /** Columns of files that hold values of a model or an update. */
  Map<String, String> VALUES =
      columns("tensor", "string", "offset", "int64", "values", "list<float32>");

  /** The job's name, behind the federation's. */
  String job();

  DatasetName models();

  /**
   * @param round its number; 0 where it never came to one
   * @param admitted uploads that were admitted; null where they have not been looked at
   * @param result null where there is none (yet)
   */
  ArrayNode inputs(int round, @Nullable List<UploadSummary> admitted, @Nullable RoundResult result);

  /**
   * @param result null where there is none (yet)
   */
  default ArrayNode outputs(@Nullable RoundResult result) {
    ArrayNode outputs = Facets.MAPPER.createArrayNode();
    if (result == null || !result.isRejected()) {
      String version = result == null ? null : result.record().result().model();
      ObjectNode written = dataset(outputs, models(), VALUES, version);
      if (result != null && !result.alreadyCommitted()) {
        long bytes = result.files().stream().mapToLong(FileDigest::bytes).sum();
        written
            .putObject("outputFacets")
            .set("outputStatistics", Facets.outputStatistics(bytes, result.files().size()));
      }
    }
    return outputs;
  }

  /** Adds a dataset; version null where it is not known. */
  static ObjectNode dataset(
      ArrayNode into, DatasetName name, Map<String, String> columns, @Nullable String version) {
    ObjectNode dataset = into.addObject();
    dataset.put("namespace", name.namespace()).put("name", name.name());
    ObjectNode facets = dataset.putObject("facets");
    facets.set("dataSource", Facets.dataSource(name));
    facets.set("schema", Facets.schema(columns));
    if (version != null) {
      facets.set("version", Facets.version(version));
    }
    return dataset;
  }

  /** Types by name, in order. */
  static Map<String, String> columns(String... namesAndTypes) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      columns.put(namesAndTypes[i], namesAndTypes[i + 1]);
    }
    return columns;
  }
}
