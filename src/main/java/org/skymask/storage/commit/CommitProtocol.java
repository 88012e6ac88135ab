package org.skymask.storage.commit;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The one step that makes a version exist: a file appears, whole, or it does not. */
public interface CommitProtocol {

  /**
   * Creates a file with this content unless one of its name exists; of any number of callers one
   * succeeds, and nobody ever sees a part of it.
   *
   * @return whether this call created it; false when it existed
   * @throws CommitStateUnknownException when it cannot be known whether the file was created
   * @throws IOException when it was not created for another reason
   */
  boolean createIfAbsent(Path file, byte[] content) throws IOException;

  /**
   * Finds out whether this file can be committed, before anything is computed for it, as far as
   * that can be known then. Leaves nothing behind, no directory either.
   *
   * @param file whose directory need not exist
   * @throws IOException that names it and says what is in the way
   */
  default void rehearse(Path file) throws IOException {}

  /**
   * Has the names in these directories, and their own, survive a power cut. Where the storage's
   * answer to whoever made them says that already, there is nothing to do.
   *
   * @throws IOException where that cannot be known
   */
  default void force(List<Path> directories) throws IOException {}
}
