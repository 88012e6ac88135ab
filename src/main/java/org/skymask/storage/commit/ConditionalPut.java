package org.skymask.storage.commit;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Tries once to create an object unless one of its name exists. */
public interface ConditionalPut {

  /**
   * @return whether it was created; false where the storage says that one exists
   * @throws NotPutException where this try has certainly created nothing
   * @throws IOException where it may have
   */
  boolean put(Path file, byte[] content) throws IOException;

  /** A try that has created nothing. */
  final class NotPutException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /**
     * @param passing whether another try may have more luck
     */
    NotPutException(String message, Throwable cause, boolean passing) {
      super(message, cause);
      this.passing = passing;
    }

    boolean isPassing() {
      return passing;
    }
  }
}
