package org.skymask.storage.version;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file of a committed version is gone, or is not what was committed. The storage itself works:
 * asking again will not help.
 */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
