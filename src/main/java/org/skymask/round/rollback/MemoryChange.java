package org.skymask.round.rollback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.skymask.memory.MemoryState;
import org.skymask.model.FileDigest;
import org.skymask.model.MemoryRecord;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundResult;
import org.skymask.round.chain.Earlier;
import org.skymask.round.chain.Rollbacks;
import org.skymask.round.publish.Memories;
import org.skymask.round.recall.ClientMemories;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * A pardon or a ban: the next version has its base's values and another memory.
 *
 * @param before what the base remembers
 */
record MemoryChange(ModelStore store, Commit base, MemoryState before, Change asked)
    implements Republication {

  @Override
  public Outcome outcome() {
    return asked.outcome();
  }

  private boolean isBan() {
    return asked.outcome() == Outcome.BANNED;
  }

  @Override
  public String why(int number) {
    String known = before.clients().containsKey(asked.client()) ? "" : ", which was never seen,";
    return "Client "
        + asked.client()
        + known
        + (isBan() ? " is shut out" : " is pardoned: it is new to the federation")
        + " from version "
        + number
        + " on, which has the values of version "
        + base.round()
        + " again. Reason: "
        + asked.reason();
  }

  @Override
  public RoundRecord told(RoundRecord record) {
    return record.withMemory(
        new MemoryRecord(
            MemoryRecord.State.USED, null, before.age(), before.root().knownCurvature(), asked));
  }

  @Override
  public List<FileDigest> writeMemories(Path attempt) throws IOException {
    MemoryState after = isBan() ? before.banned(asked.client()) : before.pardoned(asked.client());
    List<FileDigest> files = new ArrayList<>(Memories.copy(store, base, attempt));
    files.add(ClientMemories.write(store, attempt, base, after));
    return files;
  }

  @Override
  public RoundResult answer(Commit standing) throws IOException, RoundException {
    return answer(store, standing, asked);
  }

  /**
   * The committed result, where it is what is asked for: another reason makes no other memory.
   *
   * @throws RoundException (conflict) where it is something else
   */
  static RoundResult answer(ModelStore store, Commit standing, Change asked)
      throws IOException, RoundException {
    RoundResult result = Earlier.readResult(store, standing);
    if (!isSame(result.record(), asked)) {
      String made = Rollbacks.askedFor(result.record());
      throw new RoundException(
          Kind.CONFLICT,
          result.commit()
              + " stands: "
              + (made == null
                  ? "a round made it (" + result.record().result().outcome().code() + ")"
                  : made)
              + "; asked for was "
              + asked.told());
    }
    store.settle(standing);
    return result;
  }

  static boolean isSame(RoundRecord record, Change asked) {
    Change made = record.judged().memory() == null ? null : record.judged().memory().change();
    return made != null
        && made.outcome() == asked.outcome()
        && made.client().equals(asked.client());
  }
}
