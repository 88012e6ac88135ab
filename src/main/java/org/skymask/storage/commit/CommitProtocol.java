package org.skymask.storage.commit;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The step that makes a version exist: a file appears whole, or not at all. */
public interface CommitProtocol {

  /**
   * Creates a file with this content unless one of its name exists. Of any number of callers one
   * succeeds, and nobody ever sees a part of the file.
   *
   * @return whether this call created it; false when it existed
   * @throws CommitStateUnknownException when it cannot be known whether the file was created
   * @throws IOException when it was not created for another reason
   */
  boolean createIfAbsent(Path file, byte[] content) throws IOException;

  /**
   * Tries whether this file could be committed, before anything is computed for it. Leaves nothing
   * behind, not even a directory.
   *
   * @param file whose directory need not exist
   * @throws IOException that names it and says what prevents the commit
   */
  default void rehearse(Path file) throws IOException {}

  /**
   * Makes the names in these directories, and their own names, survive a power cut. Does nothing
   * where the storage guaranteed this when they were made.
   *
   * @throws IOException where that cannot be known
   */
  default void force(List<Path> directories) throws IOException {}

  /** Whether what is committed is there after this process. */
  default boolean lasts() {
    return true;
  }
}
