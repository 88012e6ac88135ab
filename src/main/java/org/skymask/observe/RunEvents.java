package org.skymask.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.RoundRecord;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;

/**
 * Events of a round or a rollback as OpenLineage's specification 2-0-2 has them. The attempt is the
 * run, {@code <federation>.round} or {@code <federation>.rollback} the job.
 */
final class RunEvents {
  private final Clock clock;
  private final String namespace;
  private final RoundId id;
  private final RunDatasets datasets;
  private final @Nullable ParentRun parent;

  RunEvents(
      Clock clock, String namespace, RoundId id, RunDatasets datasets, @Nullable ParentRun parent) {
    this.clock = clock;
    this.namespace = namespace;
    this.id = id;
    this.datasets = datasets;
    this.parent = parent;
  }

  ObjectNode start() {
    return event("START", round(null), null, null);
  }

  /**
   * COMPLETE for a version that was committed, carried or rolled back; FAIL, with the reason, for
   * one that was rejected or ended otherwise.
   *
   * @param admitted null where the round did not come so far
   */
  ObjectNode end(Ending ending, @Nullable List<UploadSummary> admitted) {
    RoundResult result = ending.result();
    boolean committed = result != null && !result.isRejected();
    ObjectNode event = event(committed ? "COMPLETE" : "FAIL", round(ending), admitted, result);
    if (!committed) {
      ObjectNode facets = (ObjectNode) event.path("run").path("facets");
      facets.set("errorMessage", Facets.error(ending.message()));
      event.putArray("outputs");
    }
    return event;
  }

  private ObjectNode event(
      String type,
      ObjectNode round,
      @Nullable List<UploadSummary> admitted,
      @Nullable RoundResult result) {
    ObjectNode event = Facets.MAPPER.createObjectNode();
    event.put("eventTime", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    event.put("eventType", type);
    ObjectNode facets = event.putObject("run").put("runId", id.attempt()).putObject("facets");
    facets.set("processing_engine", Facets.processingEngine());
    facets.set("skymask_round", round);
    if (parent != null) {
      facets.set("parent", Facets.parent(parent));
    }
    event
        .putObject("job")
        .put("namespace", namespace)
        .put("name", id.federation() + "." + datasets.job())
        .putObject("facets")
        .set("jobType", Facets.jobType(datasets.job()));
    event.set("inputs", datasets.inputs(id.round(), admitted, result));
    event.set("outputs", datasets.outputs(result));
    event.put("producer", Facets.producer());
    event.put("schemaURL", Facets.SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
    return event;
  }

  private ObjectNode round(@Nullable Ending ending) {
    ObjectNode facet = Facets.own();
    facet.put("federation", id.federation());
    if (id.round() > 0) {
      facet.put("round", id.round());
    }
    if (ending == null) {
      return facet;
    }
    facet.put("outcome", ending.outcome()).put("exitCode", ending.exit());
    if (ending.result() != null) {
      RoundRecord record = ending.result().record();
      facet
          .put("attempt", record.identity().attempt())
          .put("aggregator", record.judged().aggregatorOrEmpty());
      facet.put("why", record.result().why());
      facet.put("alreadyCommitted", ending.result().alreadyCommitted());
      facet
          .putObject("clients")
          .put("accepted", record.result().counts().accepted())
          .put("filtered", record.result().counts().filtered())
          .put("quarantined", record.result().counts().quarantined())
          .put("incomplete", record.result().counts().incomplete());
      record.judged().gain().ifPresent(gain -> facet.put("gain", gain));
    }
    return facet;
  }
}
