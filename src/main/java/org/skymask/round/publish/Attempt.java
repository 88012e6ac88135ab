package org.skymask.round.publish;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.skymask.storage.Removal;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.version.ModelStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a new version, which no reader sees until a commit names them.
 *
 * @param id unique, as the directory and the commit name it
 */
public record Attempt(ModelStore store, int round, String id) {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  public Path directory() {
    return store.attempt(round, id);
  }

  /** What writes an attempt and commits it. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does the work. After a failure, removes what was written, unless it may have been committed.
   */
  public <T> T orDiscard(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (CommitStateUnknownException e) {
      throw e;
    } catch (Throwable e) { // Spark throws exceptions that it does not declare.
      discard();
      throw e;
    }
  }

  /**
   * Removes the files. Files that cannot be removed may stay, because no commit names them. An
   * attempt that a commit names, or may name, is never touched, whatever failed after it was
   * committed.
   */
  public void discard() {
    Removal.isDone(
        directory(),
        () -> {
          if (isCommitted()) {
            LOG.warn("{} is committed and stays", directory());
          } else {
            store.fileSystem().delete(directory(), true);
          }
        });
  }

  private boolean isCommitted() throws IOException {
    return store.readCommit(round).filter(standing -> standing.attempt().equals(id)).isPresent();
  }
}
