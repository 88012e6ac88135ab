package org.skymask.observe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;

/** What a rollback reads and writes: the models alone, and of them the values that it publishes. */
record RollbackDatasets(DatasetName models) implements RunDatasets {
  @Override
  public String job() {
    return "rollback";
  }

  @Override
  public ArrayNode inputs(
      int round, @Nullable List<UploadSummary> admitted, @Nullable RoundResult result) {
    ArrayNode inputs = Facets.MAPPER.createArrayNode();
    RunDatasets.dataset(
        inputs, models, VALUES, result == null ? null : result.record().result().model());
    return inputs;
  }
}
