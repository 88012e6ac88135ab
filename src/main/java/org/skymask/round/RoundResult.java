package org.skymask.round;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.RoundRecord;

/**
 * The result of a round: a commit, or a rejection by the method.
 *
 * @param record round.json
 * @param clients clients.parquet
 * @param directory of both, the report and the model
 * @param files that the commit names; empty when rejected
 * @param commit path of commit.json; null when rejected
 * @param alreadyCommitted whether another attempt had committed the same before
 */
public record RoundResult(
    RoundRecord record,
    List<ClientResult> clients,
    String directory,
    List<FileDigest> files,
    @Nullable String commit,
    boolean alreadyCommitted) {

  public boolean isRejected() {
    return commit == null;
  }
}
