package org.skymask.round.judge;

import java.util.OptionalDouble;
import org.skymask.cluster.Directions;
import org.skymask.cluster.RememberedDecision;
import org.skymask.cluster.RememberedDecision.Decided;
import org.skymask.cluster.RememberedDecision.Known;
import org.skymask.kernel.Vectors;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.MemoryState;
import org.skymask.memory.RoundMemory;
import org.skymask.model.MaskStatistics;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Recalled;
import org.skymask.round.UploadSummary;
import org.skymask.round.recall.ClientMemories.Found;
import org.skymask.round.recall.DirectionJob;
import org.skymask.round.recall.Remembrance;

/** A round's decision with memory: decides, and tells what is kept. */
final class Remembering {
  private final Updates updates;
  private final RememberedDecision decision;
  private final Found found;
  private final RoundMemory memory;

  /**
   * @param found the base version's memory
   * @param memory the same with this round's curvatures
   */
  Remembering(Updates updates, RememberedDecision decision, Found found, RoundMemory memory) {
    this.updates = updates;
    this.decision = decision;
    this.found = found;
    this.memory = memory;
  }

  Decided decide(MaskStatistics masks) {
    RootProbe probe = new RootProbe(updates);
    double[] norms = updates.clients().stream().mapToDouble(UploadSummary::norm).toArray();
    Known known = new Known(directions(), norms, rootNorm(), probe.base());
    return decision.decide(masks, probe, known, memory);
  }

  private double rootNorm() {
    return Math.sqrt(
        Vectors.squares(updates.root().delta(), updates.base().layout().parameterCount()));
  }

  private Directions directions() {
    return new DirectionJob(updates.spark(), updates.blocks(), updates.bounds()).run();
  }

  /** What is kept for the next round. */
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
