package org.skymask.round.rollback;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.memory.MemoryState;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.Stages;
import org.skymask.round.chain.Versioned;
import org.skymask.round.open.Opening;
import org.skymask.round.recall.ClientMemories;
import org.skymask.round.recall.ClientMemories.Found;
import org.skymask.round.rollback.RollbackPublisher.Sources;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * Changes what is remembered of one client, by a version of its own: it takes the place of a round,
 * and of the two, whoever commits first has the number.
 */
public final class MemoryChangeJob {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final Progress progress;
  private final ModelStore store;

  /**
   * @throws IOException when the model directory cannot be reached
   */
  public MemoryChangeJob(JavaSparkContext spark, Settings settings, Progress progress)
      throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.progress = progress;
    this.store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
  }

  /**
   * Pardons or bans a client, or finds that this was done.
   *
   * @param wanted number of the version to be made; empty for the next one
   * @throws RoundException (usage) where the base remembers nothing, or not the client that is to
   *     be pardoned; (conflict) where another commit stands under the number
   * @throws IOException when a file of a version cannot be read, is damaged or cannot be written
   */
  public RoundResult run(Change asked, OptionalInt wanted) throws IOException, RoundException {
    Opening opening = new Opening(spark, settings, store);
    int number = number(opening, asked, wanted);
    RoundId id = RoundId.attempt(settings.required("federation"), number);
    try (Stages stages = new Stages(spark, id, progress)) {
      progress.begins(id);
      return run(opening, asked, stages);
    } catch (CommitStateUnknownException e) {
      String command = asked.outcome() == Outcome.BANNED ? "ban" : "pardon";
      throw e.toFindOut(
          "skymask " + command + " --client " + asked.client() + " --round " + number);
    }
  }

  /** Without a number the newest version is taken for what is asked for, where it is that. */
  private int number(Opening opening, Change asked, OptionalInt wanted)
      throws IOException, RoundException {
    if (wanted.isEmpty()) {
      Commit newest = new Versioned(store, settings).commit(OptionalInt.empty());
      if (newest.round() > 0 && MemoryChange.isSame(store.record(newest), asked)) {
        return newest.round();
      }
    }
    return opening.number(wanted);
  }

  private RoundResult run(Opening opening, Change asked, Stages stages)
      throws IOException, RoundException {
    int number = stages.id().round();
    Commit base = opening.commit(number);
    Optional<Commit> standing = store.commit(number);
    if (standing.isPresent()) {
      return MemoryChange.answer(store, standing.get(), asked);
    }
    MemoryState memory = memory(base, asked);
    store.rehearse(number);
    Sources from =
        stages.run(
            "open", "version " + base.round(), () -> new Sources(base, base, store.read(base)));
    return new RollbackPublisher(spark, store, settings)
        .publish(from, new MemoryChange(store, base, memory, asked), stages);
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
