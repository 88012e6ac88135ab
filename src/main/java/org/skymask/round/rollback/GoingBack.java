package org.skymask.round.rollback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.skymask.model.FileDigest;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.RoundException;
import org.skymask.round.RoundResult;
import org.skymask.round.chain.Rollbacks;
import org.skymask.round.publish.Memories;
import org.skymask.round.recall.ClientMemories;
import org.skymask.round.rollback.RollbackPublisher.Sources;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * A rollback. A rule goes on from what it kept with the model that it had then; what is known of
 * clients does not go back.
 */
record GoingBack(ModelStore store, Sources from, Rollback asked) implements Republication {
  @Override
  public Outcome outcome() {
    return Outcome.ROLLED_BACK;
  }

  @Override
  public String why(int number) {
    return "Version "
        + number
        + " has the values of version "
        + asked.to()
        + " again. Reason: "
        + asked.reason();
  }

  @Override
  public RoundRecord told(RoundRecord record) {
    return record.withRollback(asked);
  }

  @Override
  public List<FileDigest> writeMemories(Path attempt) throws IOException {
    List<FileDigest> files = new ArrayList<>(Memories.copy(store, from.target(), attempt));
    files.addAll(ClientMemories.copy(store, from.base(), attempt));
    return files;
  }

  @Override
  public RoundResult answer(Commit standing) throws IOException, RoundException {
    return new Rollbacks(store).answer(standing, asked);
  }
}
