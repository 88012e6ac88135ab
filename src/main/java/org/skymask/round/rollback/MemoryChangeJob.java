package org.skymask.round.rollback;

import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.memory.MemoryState;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundResult;
import org.skymask.round.Stages;
import org.skymask.round.open.Opening;
import org.skymask.round.recall.ClientMemories;
import org.skymask.round.recall.ClientMemories.Found;
import org.skymask.round.rollback.RollbackPublisher.Sources;
import org.skymask.storage.version.Commit;

/** Pardons or bans a client: changes what is remembered of it, by a version of its own. */
public final class MemoryChangeJob extends RepublicationJob<Change> {

  /**
   * @throws IOException when the model directory cannot be reached
   */
  public MemoryChangeJob(JavaSparkContext spark, Settings settings, Progress progress)
      throws IOException {
    super(spark, settings, progress);
  }

  @Override
  String command(Change asked) {
    return asked.command() + " --client " + asked.client();
  }

  @Override
  boolean isDone(Commit version, Change asked) throws IOException {
    return MemoryChange.isSame(store.readRecord(version), asked);
  }

  /** What the base remembers matters only where nothing stands yet. */
  @Override
  void require(Commit base, Change asked) {}

  @Override
  RoundResult answer(Commit standing, Change asked) throws IOException, RoundException {
    return MemoryChange.answer(store, standing, asked);
  }

  @Override
  Prepared prepare(Opening opening, Commit base, Change asked, Stages stages)
      throws IOException, RoundException {
    MemoryState memory = memory(base, asked);
    store.rehearse(base.round() + 1);
    Sources from =
        stages.run(
            "open", "version " + base.round(), () -> new Sources(base, base, store.read(base)));
    return new Prepared(from, new MemoryChange(store, base, memory, asked));
  }

  private MemoryState memory(Commit base, Change asked) throws IOException, RoundException {
    Found found = ClientMemories.read(store, base);
    MemoryState state = found.state();
    if (state == null) {
      throw new RoundException(
          Kind.USAGE,
          "version "
              + base.round()
              + " remembers nothing of its clients, as cluster.decision = remembered would: "
              + found.why());
    }
    if (asked.outcome() == Outcome.PARDONED && !state.clients().containsKey(asked.client())) {
      throw new RoundException(
          Kind.USAGE,
          "--client "
              + asked.client()
              + ": version "
              + base.round()
              + " remembers no such client, so there is nothing to pardon");
    }
    return state;
  }
}
