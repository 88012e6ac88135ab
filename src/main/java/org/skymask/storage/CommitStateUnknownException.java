package org.skymask.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A commit may or may not have happened: nothing may be cleaned up. */
public final class CommitStateUnknownException extends IOException {
  private static final long serialVersionUID = 1L;

  public CommitStateUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
