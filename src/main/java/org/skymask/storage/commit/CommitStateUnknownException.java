package org.skymask.storage.commit;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.Storage;

/** Says that a commit may or may not have happened; nothing may be cleaned up. */
public final class CommitStateUnknownException extends IOException {
  private static final long serialVersionUID = 1L;

  public CommitStateUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** With what happened; whoever knows the command adds how to find out. */
  public static CommitStateUnknownException of(Path file, Throwable cause) {
    return new CommitStateUnknownException(
        file
            + ": whether this commit happened cannot be known ("
            + Storage.reason(cause)
            + "); nothing was deleted",
        cause);
  }

  /** The same with what an operator is to do. */
  public CommitStateUnknownException toFindOut(String command) {
    CommitStateUnknownException told =
        new CommitStateUnknownException(
            getMessage() + ", run `" + command + "` with the same options to find out", getCause());
    for (Throwable suppressed : getSuppressed()) {
      told.addSuppressed(suppressed);
    }
    return told;
  }
}
