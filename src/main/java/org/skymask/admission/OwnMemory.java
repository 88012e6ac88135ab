package org.skymask.admission;

import java.io.IOException;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Makes an {@link OutOfMemoryError} in reading a client's file that client's. The limits are there
 * so that it does not come to this; what they could not foresee must not end the round.
 */
final class OwnMemory {
  private OwnMemory() {}

  /** What reads a file. */
  interface Work {
    void run() throws IOException;
  }

  static void guard(String file, Work work) throws IOException {
    try {
      work.run();
    } catch (OutOfMemoryError e) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          file
              + " takes more memory than the task has left ("
              + e.getMessage()
              + "); if the upload is right, give executors more memory or fewer tasks at a time");
    }
  }
}
