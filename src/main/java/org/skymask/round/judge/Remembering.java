package org.skymask.round.judge;

import java.io.IOException;
import java.util.OptionalDouble;
import org.skymask.cluster.Directions;
import org.skymask.cluster.MixtureModel;
import org.skymask.cluster.RememberedDecision;
import org.skymask.cluster.RememberedDecision.Decided;
import org.skymask.cluster.RememberedDecision.Known;
import org.skymask.config.Settings;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.MemoryState;
import org.skymask.memory.RoundMemory;
import org.skymask.model.MaskStatistics;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Recalled;
import org.skymask.round.Stages;
import org.skymask.round.UploadSummary;
import org.skymask.round.recall.ClientMemories;
import org.skymask.round.recall.ClientMemories.Found;
import org.skymask.round.recall.CurvatureJob;
import org.skymask.round.recall.CurvatureJob.Kappas;
import org.skymask.round.recall.CurvatureJob.Present;
import org.skymask.round.recall.DirectionJob;
import org.skymask.round.recall.Remembrance;
import org.skymask.round.recall.StoredRounds;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * A round's decision with memory: reads it, measures curvatures, decides, and tells what is kept.
 */
final class Remembering {
  private final Updates updates;
  private final RememberedDecision decision;
  private final Found found;
  private final RoundMemory memory;

  private Remembering(
      Updates updates, RememberedDecision decision, Found found, RoundMemory memory) {
    this.updates = updates;
    this.decision = decision;
    this.found = found;
    this.memory = memory;
  }

  /**
   * Reads the base version's memory and the earlier uploads that it names.
   *
   * @throws IOException where the storage fails
   */
  static Remembering open(Updates updates, Settings settings, Stages stages) throws IOException {
    ModelStore store =
        new ModelStore(settings.required("models"), updates.spark().hadoopConfiguration());
    int base = updates.base().round();
    Commit commit =
        store
            .readCommit(base)
            .orElseThrow(() -> new IOException(store.commitFile(base) + " does not exist"));
    Found found = ClientMemories.read(store, commit);
    MemoryState state = found.state() == null ? MemoryState.EMPTY : found.state();
    CurvatureJob job =
        new CurvatureJob(
            updates.spark(),
            new StoredRounds(updates.spark(), settings, store),
            new Present(updates.base(), updates.clients(), updates.root().delta()));
    Kappas kappas =
        stages.run("curvature", "uploads of earlier rounds, read again", () -> job.run(state));
    return new Remembering(
        updates,
        new RememberedDecision(
            new MixtureModel(updates.spark()), settings.limits().quorum().minimumAccepted()),
        found,
        new RoundMemory(
            base + 1,
            found.state(),
            updates.clients().stream().map(UploadSummary::client).toList(),
            kappas.clients(),
            kappas.root()));
  }

  Decided decide(MaskStatistics masks) {
    RootProbe probe = new RootProbe(updates);
    double[] norms = updates.clients().stream().mapToDouble(UploadSummary::norm).toArray();
    Known known = new Known(directions(), norms, probe.base());
    return decision.decide(masks, probe, known, memory);
  }

  private Directions directions() {
    return new DirectionJob(updates.spark(), updates.blocks(), updates.bounds()).run();
  }

  Remembrance remembrance(Decided decided) {
    MemoryState next = decided.verdict().next();
    MemoryRecord record =
        new MemoryRecord(
            found.code(updates.base().round()),
            found.why(),
            memory.before().age(),
            next.root().knownCurvature(),
            null);
    return new Remembrance(
        record,
        decided.verdict().records().stream().map(Remembering::recalled).toList(),
        decided.verdict().records().stream().map(ClientRecord::banned).toList(),
        next,
        updates.root().delta());
  }

  private static Recalled recalled(ClientRecord client) {
    OptionalDouble curvature = client.knownCurvature();
    return new Recalled(
        client.evidence(),
        curvature.isPresent() ? (Double) curvature.getAsDouble() : null,
        client.reversed());
  }
}
