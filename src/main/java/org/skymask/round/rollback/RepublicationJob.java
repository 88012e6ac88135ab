package org.skymask.round.rollback;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.Stages;
import org.skymask.round.chain.Versioned;
import org.skymask.round.open.Opening;
import org.skymask.round.rollback.RollbackPublisher.Sources;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * Makes a version that an operator asks for, from values that stand already. It takes the place of
 * a round: of the two, the first to commit gets the number.
 *
 * @param <A> what is asked for
 */
abstract class RepublicationJob<A> {
  final Settings settings;
  final ModelStore store;
  private final JavaSparkContext spark;
  private final Progress progress;

  /**
   * @throws IOException when the model directory cannot be reached
   */
  RepublicationJob(JavaSparkContext spark, Settings settings, Progress progress)
      throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.progress = progress;
    this.store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
  }

  /** What is published. */
  record Prepared(Sources from, Republication what) {}

  /** The command and its options, as an operator types them again. */
  abstract String command(A asked);

  /** Whether a version is what is asked for already. */
  abstract boolean isDone(Commit version, A asked) throws IOException;

  /**
   * @throws RoundException (usage) where no version that follows the base can be that
   */
  abstract void require(Commit base, A asked) throws RoundException;

  /**
   * The committed result, where it is what is asked for; the reason may differ.
   *
   * @throws RoundException (conflict) where it is something else
   */
  abstract RoundResult answer(Commit standing, A asked) throws IOException, RoundException;

  /** Reads what is to be published. */
  abstract Prepared prepare(Opening opening, Commit base, A asked, Stages stages)
      throws IOException, RoundException;

  /**
   * Does what is asked for, or finds that it was done.
   *
   * @param wanted number of the version to be made; empty for the next one
   * @throws RoundException (usage) where it cannot be done; (conflict) where another commit stands
   *     under the number
   * @throws IOException when a file of a version cannot be read, is damaged or cannot be written
   */
  public final RoundResult run(A asked, OptionalInt wanted) throws IOException, RoundException {
    Opening opening = new Opening(spark, settings, store);
    int number = number(opening, asked, wanted);
    RoundId id = RoundId.attempt(settings.required("federation"), number);
    try (Stages stages = new Stages(spark, id, progress)) {
      progress.begins(id);
      return run(opening, asked, stages);
    } catch (CommitStateUnknownException e) {
      throw e.toFindOut("skymask " + command(asked) + " --round " + number);
    }
  }

  /**
   * Without a number, a newest version that already is what is asked for is the answer: a second
   * one would only cost the clients a round.
   */
  private int number(Opening opening, A asked, OptionalInt wanted)
      throws IOException, RoundException {
    if (wanted.isEmpty()) {
      Commit newest = new Versioned(store, settings).commit(OptionalInt.empty());
      if (newest.round() > 0 && isDone(newest, asked)) {
        return newest.round();
      }
    }
    return opening.findNumber(wanted);
  }

  private RoundResult run(Opening opening, A asked, Stages stages)
      throws IOException, RoundException {
    int number = stages.id().round();
    Commit base = opening.readCommit(number);
    require(base, asked);
    Optional<Commit> standing = store.readCommit(number);
    if (standing.isPresent()) {
      return answer(standing.get(), asked);
    }
    Prepared prepared = prepare(opening, base, asked, stages);
    return new RollbackPublisher(spark, store, settings)
        .publish(prepared.from(), prepared.what(), stages);
  }
}
