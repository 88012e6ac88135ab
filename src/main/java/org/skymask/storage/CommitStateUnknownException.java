package org.skymask.storage;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A commit may or may not have happened: nothing may be cleaned up. */
public final class CommitStateUnknownException extends IOException {
  private static final long serialVersionUID = 1L;

  public CommitStateUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** With what happened, and what an operator is to do. */
  static CommitStateUnknownException of(Path file, Throwable cause) {
    return new CommitStateUnknownException(
        file
            + ": whether this commit happened cannot be known ("
            + Storage.reason(cause)
            + "); nothing was deleted, run the same command again to find out",
        cause);
  }
}
