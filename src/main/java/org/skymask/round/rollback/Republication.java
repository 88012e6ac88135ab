package org.skymask.round.rollback;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.skymask.model.FileDigest;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.round.RoundException;
import org.skymask.round.RoundResult;
import org.skymask.storage.version.Commit;

/** What makes a version that has the values of one there is already, and no uploads. */
interface Republication {
  Outcome outcome();

  /**
   * What happened, for a person.
   *
   * @param number of the version to be made
   */
  String why(int number);

  /** The record with what was asked for. */
  RoundRecord told(RoundRecord record);

  /** Writes what the version remembers into its attempt. */
  List<FileDigest> writeMemories(Path attempt) throws IOException;

  /**
   * The committed result, where another attempt was first and did the same.
   *
   * @throws RoundException (conflict) where it did something else
   */
  RoundResult answer(Commit standing) throws IOException, RoundException;
}
