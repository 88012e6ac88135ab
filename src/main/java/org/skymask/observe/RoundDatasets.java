package org.skymask.observe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;
import org.skymask.storage.FileNames;

/**
 * What a round reads and writes. What it takes of a dataset is a version: the number of the round
 * for uploads, the model's digest for models.
 */
record RoundDatasets(DatasetName updates, DatasetName models, DatasetName root)
    implements RunDatasets {
  private static final Map<String, String> EXAMPLES =
      RunDatasets.columns("features", "list<float32>", "label", "int32");

  @Override
  public String job() {
    return "round";
  }

  @Override
  public ArrayNode inputs(
      int round, @Nullable List<UploadSummary> admitted, @Nullable RoundResult result) {
    ArrayNode inputs = Facets.MAPPER.createArrayNode();
    ObjectNode uploads =
        RunDatasets.dataset(inputs, updates, VALUES, round > 0 ? FileNames.round(round) : null);
    if (admitted != null) {
      long bytes = admitted.stream().mapToLong(UploadSummary::bytes).sum();
      uploads
          .putObject("inputFacets")
          .set("inputStatistics", Facets.inputStatistics(bytes, admitted.size()));
    }
    RunDatasets.dataset(
        inputs, models, VALUES, result == null ? null : result.record().identity().baseModel());
    RunDatasets.dataset(inputs, root, EXAMPLES, null);
    return inputs;
  }
}
