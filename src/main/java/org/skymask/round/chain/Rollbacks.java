package org.skymask.round.chain;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundResult;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** Handles versions that stand where a rollback is asked for, or that a rollback made. */
public final class Rollbacks {
  private final ModelStore store;

  public Rollbacks(ModelStore store) {
    this.store = store;
  }

  /** The rollback that made a version; null where a round or {@code init} did. */
  public @Nullable Rollback of(Commit commit) throws IOException {
    return commit.round() == 0 ? null : store.readRecord(commit).rollback();
  }

  /**
   * The committed result, where it went back to the same version; the reason may differ.
   *
   * @throws RoundException (conflict) where it is a round's, or another rollback's
   */
  public RoundResult answer(Commit standing, Rollback asked) throws IOException, RoundException {
    RoundResult result = Earlier.readResult(store, standing);
    Rollback made = result.record().rollback();
    if (made == null || made.to() != asked.to()) {
      throw new RoundException(
          Kind.CONFLICT,
          result.commit()
              + " stands: "
              + told(result.record())
              + "; asked for was a rollback to version "
              + asked.to());
    }
    store.settle(standing);
    return result;
  }

  /**
   * Refuses to take what somebody asked for for the result of a round.
   *
   * @param file of its commit, for messages
   * @throws RoundException (conflict) where a version was made from no uploads
   */
  static void requireRound(String file, RoundRecord record) throws RoundException {
    String made = askedFor(record);
    if (made != null) {
      throw new RoundException(
          Kind.CONFLICT,
          file
              + " stands: "
              + made
              + "; its uploads are not used, clients go on with round "
              + (record.identity().round() + 1));
    }
  }

  /** What made a version from no uploads; null where a round made it. */
  public static @Nullable String askedFor(RoundRecord record) {
    Rollback made = record.rollback();
    Change change = record.judged().memory() == null ? null : record.judged().memory().change();
    return made != null ? told(made) : change == null ? null : change.told();
  }

  private static String told(RoundRecord record) {
    String made = askedFor(record);
    return made == null ? "a round made it (" + record.result().outcome().code() + ")" : made;
  }

  private static String told(Rollback rollback) {
    return "a rollback to version " + rollback.to() + " (" + rollback.reason() + ")";
  }
}
