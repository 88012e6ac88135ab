package org.skymask.round.rollback;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.Stages;
import org.skymask.round.chain.Lineage;
import org.skymask.round.chain.Rollbacks;
import org.skymask.round.chain.Versioned;
import org.skymask.round.open.Opening;
import org.skymask.round.rollback.RollbackPublisher.Sources;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * Publishes the values of an earlier version as the next one. It takes the place of a round: of a
 * rollback and a round, the first to commit gets the number.
 */
public final class RollbackJob {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final Progress progress;
  private final ModelStore store;

  /**
   * @throws IOException when the model directory cannot be reached
   */
  public RollbackJob(JavaSparkContext spark, Settings settings, Progress progress)
      throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.progress = progress;
    this.store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
  }

  /**
   * Goes back, or finds that this was done.
   *
   * @param asked the version to go back to, and why
   * @param wanted number of the version to be made; empty for the next one
   * @throws RoundException (usage) where there is no such version before the newest; (conflict)
   *     where another commit stands under the number
   * @throws IOException when a file of a version cannot be read, is damaged or cannot be written
   */
  public RoundResult run(Rollback asked, OptionalInt wanted) throws IOException, RoundException {
    Opening opening = new Opening(spark, settings, store);
    int number = number(opening, asked, wanted);
    RoundId id = RoundId.attempt(settings.required("federation"), number);
    try (Stages stages = new Stages(spark, id, progress)) {
      progress.begins(id);
      return run(opening, asked, stages);
    } catch (CommitStateUnknownException e) {
      throw e.toFindOut("skymask rollback --to " + asked.to() + " --round " + number);
    }
  }

  /**
   * Without a number, a newest version that already is this rollback is the answer: a second copy
   * of the same values would only cost the clients a round.
   */
  private int number(Opening opening, Rollback asked, OptionalInt wanted)
      throws IOException, RoundException {
    if (wanted.isEmpty()) {
      Commit newest = new Versioned(store, settings).commit(OptionalInt.empty());
      Rollback last = new Rollbacks(store).of(newest);
      if (last != null && last.to() == asked.to()) {
        return newest.round();
      }
    }
    return opening.number(wanted);
  }

  private RoundResult run(Opening opening, Rollback asked, Stages stages)
      throws IOException, RoundException {
    int number = stages.id().round();
    Commit base = opening.commit(number);
    requireEarlier(asked, base);
    Optional<Commit> standing = store.commit(number);
    if (standing.isPresent()) {
      return new Rollbacks(store).answer(standing.get(), asked);
    }
    store.rehearse(number);
    Sources from =
        stages.run("open", "version " + asked.to(), () -> sources(opening, base, asked.to()));
    return new RollbackPublisher(spark, store, settings)
        .publish(from, new GoingBack(store, from, asked), stages);
  }

  private static void requireEarlier(Rollback asked, Commit base) throws RoundException {
    if (asked.to() >= base.round()) {
      throw new RoundException(
          Kind.USAGE,
          "--to "
              + asked.to()
              + ": expected a version before "
              + base.round()
              + ", which version "
              + (base.round() + 1)
              + " goes back from");
    }
  }

  private Sources sources(Opening opening, Commit base, int to) throws IOException, RoundException {
    Commit target = new Versioned(store, settings).commit(OptionalInt.of(to));
    opening.requireFederation(target);
    new Lineage(store).check(target);
    return new Sources(base, target, store.read(target));
  }
}
