package org.skymask.round.judge;

import java.io.IOException;
import java.util.Objects;
import org.skymask.cluster.MixtureModel;
import org.skymask.cluster.RememberedDecision;
import org.skymask.config.Settings;
import org.skymask.memory.MemoryState;
import org.skymask.memory.RoundMemory;
import org.skymask.round.Alongside;
import org.skymask.round.Stages;
import org.skymask.round.UploadSummary;
import org.skymask.round.recall.ClientMemories;
import org.skymask.round.recall.ClientMemories.Found;
import org.skymask.round.recall.CurvatureJob;
import org.skymask.round.recall.CurvatureJob.Kappas;
import org.skymask.round.recall.CurvatureJob.Present;
import org.skymask.round.recall.StoredRounds;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * Reads what a round's decision with memory needs of earlier rounds. Their uploads are read again
 * while the masks are trained.
 */
final class Recalling implements AutoCloseable {
  private final Updates updates;
  private final MixtureModel mixtures;
  private final int minimumAccepted;
  private final Found found;
  private final Alongside<Kappas> curvatures;

  private Recalling(
      Updates updates, int minimumAccepted, Found found, Alongside<Kappas> curvatures) {
    this.updates = updates;
    this.mixtures = new MixtureModel(updates.spark());
    this.minimumAccepted = minimumAccepted;
    this.found = found;
    this.curvatures = curvatures;
  }

  /**
   * Reads the base version's memory, and begins to read the earlier uploads that it names.
   *
   * @throws IOException where the storage fails
   */
  static Recalling begin(Updates updates, Settings settings, Stages stages) throws IOException {
    ModelStore store =
        new ModelStore(settings.required("models"), updates.spark().hadoopConfiguration());
    int base = updates.base().round();
    Commit commit =
        store
            .readCommit(base)
            .orElseThrow(() -> new IOException(store.commitFile(base) + " does not exist"));
    Found found = ClientMemories.read(store, commit);
    MemoryState state = Objects.requireNonNullElse(found.state(), MemoryState.EMPTY);
    CurvatureJob job =
        new CurvatureJob(
            updates.spark(),
            new StoredRounds(updates.spark(), settings, store),
            new Present(updates.base(), updates.clients(), updates.root().delta()));
    return new Recalling(
        updates,
        settings.limits().quorum().minimumAccepted(),
        found,
        Alongside.begin(updates.spark(), stages.id(), "curvature", () -> job.run(state)));
  }

  /**
   * The memory with this round's curvatures, which it waits for.
   *
   * @throws IOException where the storage failed
   */
  Remembering await(Stages stages) throws IOException {
    Kappas kappas =
        stages.run(
            "curvature",
            "uploads of earlier rounds, read again",
            () -> curvatures.await(IOException.class));
    RoundMemory memory =
        new RoundMemory(
            updates.base().round() + 1,
            found.state(),
            updates.clients().stream().map(UploadSummary::client).toList(),
            kappas.clients(),
            kappas.root());
    return new Remembering(
        updates, new RememberedDecision(mixtures, minimumAccepted), found, memory);
  }

  @Override
  public void close() {
    curvatures.close();
  }
}
